using Charity.Disbursements.Batches;
using Charity.Disbursements.Charges;
using Charity.Disbursements.Requests;
using Charity.Disbursements.Returns;
using Charity.Donations.Alliance;
using Charity.Donations.Giving;
using Charity.Donations.Offline;
using Charity.Funds.Motions;
using Charity.Funds.Register;
using Charity.Funds.Reports;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Tests.Disbursements;
using Charity.Tests.Donations;
using Charity.Tests.Funds;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures;
using Charity.Tests.Ventures.Decisions;
using Charity.Tests.Ventures.Projects;
using Charity.Tests.Ventures.Reviews;
using Charity.Users.Accounts;
using Charity.Ventures.Activities;
using Charity.Ventures.Agreements;
using Charity.Ventures.Calls;
using Charity.Ventures.Changes;
using Charity.Ventures.Decisions;
using Charity.Ventures.Duties;
using Charity.Ventures.Evaluations;
using Charity.Ventures.Monitoring;
using Charity.Ventures.Needs;
using Charity.Ventures.Notices;
using Charity.Ventures.Projects;
using Charity.Ventures.Reviews;
using Charity.Ventures.Submissions;
using Charity.Ventures.Wishes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Workflows;

/// <summary>A site with one thing of every process, and the people who have to do with it.</summary>
public sealed class MatrixSite : IAsyncLifetime
{
    private readonly List<Probe> _probes = [];
    private CharityApp? _site;

    internal IReadOnlyList<Probe> Probes => _probes;

    public async Task<CharityApp> SiteAsync()
    {
        if (_site is null)
        {
            _site = await CharityApp.StartAsync(DatabaseKind.Sqlite, services: services => services.AddSingleton<IScores>(SaidScores.All));
            await AddMoneyAsync(_site);
            await AddCommunityAsync(_site);
            await AddVenturesAsync(_site);
            await AddPaymentsAsync(_site);
        }

        return _site;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
    }

    private async Task AddMoneyAsync(CharityApp site)
    {
        var entrant = await site.OpenAccountAsync("录入人", ["Finance"]);
        var now = TimeProvider.System.GetUtcNow();
        await site.InUnitAsync(async services =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            var fund = await db.Set<Fund>().SingleAsync(fund => fund.Slug == "meiyuan");
            var facts = new OfflineGiftFacts(fund.Id, GiftSource.Cash, 100_00, Money.Yuan, new DateOnly(2026, 3, 1), "沈嘉禾", null, false, "甲", "乙", null, false);
            var gift = OfflineGift.Enter(Guid.CreateVersion7(), facts, null, entrant.Id, entrant.Name, now);
            var donation = Donation.ReceiveOffline(Guid.CreateVersion7(), fund.Id, 100_00, Money.Yuan, GiftSource.Cash, new Giver(null, "沈嘉禾", null, null, false, "zh-CN"), receiptWaived: false, now);
            var report = FundReport.Receive(fund.Id, ReportReason.Other, "有疑问", null, "zh-CN", new DateOnly(2030, 1, 1), TimeProvider.System);
            var motion = MotionSteps.Draft(fund.Id, entrant.Id, TimeProvider.System);
            var merchant = AllianceSteps.Application(fund.Id);
            db.AddRange(gift, donation, report, motion, merchant);
            Add(FundProcess.Definition, fund.Id);
            Add(ReportProcess.Definition, report.Id);
            Add(MerchantProcess.Table, merchant.Id);
            Add(MotionProcess.Table, motion.Id, new Actor("fund manager who brought it in", entrant.Id, ["FundManager"]));
            Add(DonationProcess.Table, donation.Id);
            Add(OfflineGiftProcess.Table, gift.Id, new Actor("finance officer who entered it", entrant.Id, ["Finance"]));
            return true;
        });
    }

    private async Task AddPaymentsAsync(CharityApp site)
    {
        var (asked, collected) = (await site.StartFundedAsync(100_000), await site.StartFundedAsync(100_000));
        var (manager, another) = (await site.OpenAccountAsync("基金管理人", ["FundManager"]), await site.OpenAccountAsync("别的基金管理人", ["FundManager"]));
        var (officer, cashier) = (await site.OpenAccountAsync("催款人", ["Officer"]), await site.OpenAccountAsync("汇总人", ["Finance"]));
        var (payment, approved) = (await asked.AskAsync(site), await site.ApprovedAsync(collected));
        var batch = await (await site.SignInCashierAsync()).CollectAsync(site, approved);
        await site.InUnitAsync(async services =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            db.Add(new UserScope { UserId = manager.Id, Kind = ScopeKind.Fund, Code = asked.Funds[0] });
            await db.Set<PaymentBatch>().Where(row => row.Id == batch).ExecuteUpdateAsync(row => row.SetProperty(b => b.MadeById, cashier.Id));
            var demand = ReturnDemand.Of(
                new ReturnDraft(payment.ProjectId!.Value, payment.ProjectSlug!, payment.Title, payment.OrganisationId!.Value, Money.Yuan, 100_00, ReturnReason.Unspent, "结余", new DateOnly(2030, 1, 1)),
                2026, 1, officer.Id, officer.Name, TimeProvider.System.GetUtcNow());
            var charge = AdministrationCharge.Propose(Guid.CreateVersion7(), 2026, 9001, asked.Funds[0], new LocalizedText("基金"), 100, "办公", cashier.Id, cashier.Name, TimeProvider.System.GetUtcNow());
            db.AddRange(demand, charge);
            Add(ChargeProcess.Table, charge.Id, new Actor("finance officer who proposed it", cashier.Id, ["Finance"]));
            Add(ReturnProcess.Table, demand.Id, new Actor("bureau officer who demanded it", officer.Id, ["Officer"]));
            return true;
        });
        Add(PaymentProcess.Table, payment.Id, new Actor("the payee's owner", asked.Project.Organisation.Owner.Id, []),
            new Actor("manager of the paying fund", manager.Id, ["FundManager"]), new Actor("manager of another fund", another.Id, ["FundManager"]));
        Add(BatchProcess.Table, batch, new Actor("finance officer who collected it", cashier.Id, ["Finance"]));
    }

    private async Task AddCommunityAsync(CharityApp site)
    {
        var (writer, colleague, claimer) = (await site.OpenWorkerAsync("meiyuan"), await site.OpenWorkerAsync("meiyuan"), await site.OpenAccountAsync("认领人"));
        Actor[] workers = [new("community worker who wrote it", writer.User.Id, ["CommunityWorker"]), new("another worker of the community", colleague.User.Id, ["CommunityWorker"])];
        var need = await writer.Visitor.WriteNeedAsync(NeedSteps.Unique("需求"));
        var wish = await site.MakeWishAsync();
        await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Wish>().Where(row => row.Id == wish.Id).ExecuteUpdateAsync(row => row.SetProperty(w => w.PostedById, writer.User.Id)));
        await (await site.SignInAsync(claimer)).ClaimAsync(wish.Slug!);
        Add(NeedProcess.Table, need, workers);
        Add(WishProcess.Table, wish.Id, [.. workers, new Actor("resident who took it on", claimer.Id, ["Resident"])]);
    }

    private async Task AddVenturesAsync(CharityApp site)
    {
        var call = await site.MakeRankedCallAsync([90]);
        var (organisation, submission) = (call.Organisations[0], call.Submissions[0]);
        var (publisher, inside, proposer) = (await site.OpenAccountAsync("公示人", ["Officer"]), await site.OpenAccountAsync("所涉组织的科员", ["Officer"]), await site.OpenAccountAsync("提名人", ["Officer"]));
        var (editor, finance) = (await site.OpenAccountAsync("经办人"), await site.OpenAccountAsync("财务"));
        var (reviewer, another) = (await site.MakeReviewerAsync(), await site.MakeReviewerAsync());
        await site.PublishAsync(call, chosen: 1);
        await JoinAsync(site, organisation, (editor, OrganisationRole.Editor), (finance, OrganisationRole.Finance), (inside, OrganisationRole.Editor));
        Actor[] members = [new("the organisation's owner", organisation.Owner.Id, []), new("the organisation's editor", editor.Id, []), new("the organisation's finance", finance.Id, []), new("bureau officer who belongs to it", inside.Id, ["Officer"])];
        Add(OrganisationProcess.Definition, organisation.Id, members);
        Add(CallProcess.Table, call.Id, members);
        Add(SubmissionProcess.Table, submission.Id, members);
        await AddDecisionAsync(site, call, publisher, members);
        await AddReviewAsync(site, call, reviewer, [.. members, new Actor("the review's reviewer", reviewer.User.Id, ["Reviewer"]), new Actor("another reviewer", another.User.Id, ["Reviewer"])]);
        await AddProjectAsync(site, await site.StartProjectAsync(organisation: organisation), proposer, [.. members, new Actor("bureau officer who proposed it", proposer.Id, ["Officer"])]);
    }

    private async Task AddDecisionAsync(CharityApp site, RankedCall call, User publisher, Actor[] members)
    {
        Assert.True((await site.SendAsync(DecisionSteps.ObjectionTo(call, 0))).Succeeded);
        await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<AwardNotice>().Where(notice => notice.CallId == call.Id)
            .ExecuteUpdateAsync(notice => notice.SetProperty(n => n.PublishedById, publisher.Id)));
        Actor[] others = [.. members, new Actor("bureau officer who published it", publisher.Id, ["Officer"])];
        Add(SelectionProcess.Table, (await site.ReadSelectionAsync(call)).Id, others);
        Add(AwardNoticeProcess.Table, (await site.ReadNoticeAsync(call)).Id, others);
        Add(ObjectionProcess.Table, (await site.ReadObjectionAsync(call.Submissions[0])).Id, others);
    }

    private async Task AddReviewAsync(CharityApp site, RankedCall call, TestReviewer reviewer, Actor[] people)
    {
        var id = await site.InUnitAsync(services =>
        {
            var review = Review.Assign(call.Id, call.Submissions[0].Id, call.Organisations[0].Id, reviewer.Id, new DateOnly(2030, 1, 1), TimeProvider.System.GetUtcNow());
            services.GetRequiredService<CharityDbContext>().Add(review);
            return Task.FromResult(review.Id);
        });
        Add(ReviewProcess.Table, id, people);
    }

    private async Task AddProjectAsync(CharityApp site, TestProject test, User proposer, Actor[] people)
    {
        var now = TimeProvider.System.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var activity = await test.PlanAsync(site);
        await site.InUnitAsync(async services =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            var project = await db.Set<Project>().Include(p => p.Instalments).SingleAsync(p => p.Slug == test.Slug);
            await services.GetRequiredService<DutyCheck>().RecordAsync(project.Id, proposer.Id, Duty.Propose, CancellationToken.None);
            var evaluation = Evaluation.Ask(project.Id, EvaluationKind.MidTerm, new EvaluationRules(), today, now);
            var visit = SiteVisit.Of(Guid.CreateVersion7(), project.Id, today, [], "看了", "石科员", "甲", now.UtcDateTime);
            var finding = Finding.Of(project.Id, visit.Id, "签到表缺失", today.AddDays(10), now);
            var change = ChangeRequest.Ask(project.Id, ChangeKind.Time, "场地未定", new ChangeTerms(today.AddDays(300)), now);
            db.AddRange(evaluation, visit, finding, change);
            Add(ProjectProcess.Table, project.Id, people);
            Add(AgreementProcess.Table, await db.Set<Agreement>().Where(a => a.ProjectId == project.Id).Select(a => a.Id).SingleAsync(), people);
            Add(InstalmentProcess.Table, project.Instalments[1].Id, people);
            Add(ActivityProcess.Table, activity, people);
            Add(EvaluationProcess.Table, evaluation.Id, people);
            Add(FindingProcess.Table, finding.Id, people);
            Add(ChangeProcess.Table, change.Id, people);
            return true;
        });
    }

    private void Add<T>(WorkflowDefinition<T> table, Guid id, params Actor[] related) where T : WorkflowInstance =>
        _probes.Add(new Probe<T>(table, id, related));

    private static Task JoinAsync(CharityApp site, TestOrganisation organisation, params (User User, OrganisationRole Role)[] people) => site.InUnitAsync(services =>
    {
        services.GetRequiredService<CharityDbContext>().AddRange(people.Select(person => OrganisationMember.Of(organisation.Id, person.User.Id, person.Role, TimeProvider.System.GetUtcNow())));
        return Task.FromResult(true);
    });
}

[CollectionDefinition(nameof(MatrixSite))]
public sealed class MatrixCollection : ICollectionFixture<MatrixSite>;
