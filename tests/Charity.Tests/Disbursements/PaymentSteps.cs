using System.Net;
using Charity.Disbursements.Requests;
using Charity.Ledger.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Organisations.Workspace;
using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Tests.Funds;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures;
using Charity.Tests.Ventures.Projects;
using Charity.Users.Accounts;
using Charity.Ventures.Calls;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>The sites the tests of disbursements share, one per database.</summary>
[CollectionDefinition(nameof(PaymentSites))]
public sealed class PaymentSites : ICollectionFixture<SharedSites>;

/// <summary>A running project that funds have promised money to.</summary>
/// <param name="Funds">Slugs, in the order of the award.</param>
internal sealed record FundedProject(TestProject Project, IReadOnlyList<string> Funds, IReadOnlyList<Guid> Instalments);

/// <summary>What tests do with payments, in their words.</summary>
internal static class PaymentSteps
{
    /// <summary>A running project with its agreement signed, paid out of funds of its own whose money is reserved for it.</summary>
    /// <param name="amounts">What each fund gives, in minor units.</param>
    public static async Task<FundedProject> StartFundedAsync(this CharityApp site, params long[] amounts)
    {
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Verified);
        await site.ProveAccountAsync(organisation);
        var funds = new List<string>();
        foreach (var _ in amounts)
        {
            funds.Add(await site.MakeFundAsync());
        }

        var callSlug = CallSteps.NewSlug();
        var slug = Project.SlugOf(callSlug, 7);
        var sources = await site.InUnitAsync(services => ReserveAsync(services, slug, [.. funds.Zip(amounts)]));
        await site.InUnitAsync(services =>
        {
            var today = services.GetRequiredService<SiteTime>().Today;
            services.GetRequiredService<CharityDbContext>().Add(Project.Award(
                ProjectSteps.AwardOf(callSlug, organisation.Id, today.AddDays(-10), today.AddDays(190), amounts.Sum()) with { Sources = sources }, TimeProvider.System.GetUtcNow()));
            return Task.FromResult(true);
        });
        var project = await site.StartAwardedAsync(new TestProject(slug, organisation));
        return new FundedProject(project, funds, [.. (await site.ReadProjectAsync(slug)).Instalments.Select(instalment => instalment.Id)]);
    }

    /// <summary>The owner asks for an instalment on the page.</summary>
    public static async Task<PaymentRequest> AskAsync(this FundedProject project, CharityApp site, int instalment = 0)
    {
        var owner = project.Project.Organisation.Visitor;
        await owner.SubmitAsync(await owner.OpenAsync($"/workspace/instalments/{project.Instalments[instalment]}/payment"), "form[action$='/payment']", ("Remark", "请拨付首期款"));
        owner.AssertStatus(HttpStatusCode.Found);
        return await site.ReadPaymentAsync(Guid.Parse(owner.Location!.Split('/')[^1]));
    }

    public static Task<PaymentRequest> ReadPaymentAsync(this CharityApp site, Guid id) => site.InScopeAsync(async services =>
        (await services.GetRequiredService<PaymentDesk>().FindAsync(id, CancellationToken.None))!);

    /// <summary>Somebody with the role who looks after the funds, with the second factor.</summary>
    public static async Task<Visitor> SignInManagerAsync(this CharityApp site, IReadOnlyList<string> funds, string role = "FundManager")
    {
        var user = await site.OpenAccountAsync("基金管理人", [role]);
        await site.EntrustAsync(user, funds);
        var visitor = await site.SignInAsync(user);
        await visitor.EnrolAsync();
        return visitor;
    }

    /// <summary>Lets somebody look after funds.</summary>
    public static Task EntrustAsync(this CharityApp site, User user, IReadOnlyList<string> funds) => site.InUnitAsync(services =>
    {
        services.GetRequiredService<CharityDbContext>().AddRange(funds.Select(fund => new UserScope { UserId = user.Id, Kind = ScopeKind.Fund, Code = fund }));
        return Task.FromResult(true);
    });

    public static async Task ApproveAsync(this Visitor approver, Guid payment) =>
        await approver.SubmitAsync(await approver.OpenAsync($"/manage/payments/{payment}"), "form[action$='/approval']");

    public static Task TurnThePaymentClockAsync(this CharityApp site) => site.InScopeAsync(async services =>
    {
        await services.GetRequiredService<PaymentClock>().TurnAsync(CancellationToken.None);
        return true;
    });

    public static Task ProveAccountAsync(this CharityApp site, TestOrganisation organisation) => site.InUnitAsync(async services =>
    {
        (await services.GetRequiredService<DossierDesk>().LoadAsync(organisation.Id, CancellationToken.None))!.BankAccount!.Prove("科员", TimeProvider.System.GetUtcNow());
        return true;
    });

    public static async Task ChangeAccountAsync(this CharityApp site, FundedProject project)
    {
        var organisation = await site.ReadOrganisationAsync(project.Project.Organisation.Id);
        var number = $"62{Random.Shared.NextInt64(10_000_000_000, 99_999_999_999)}";
        CallSteps.Demand(await site.SendAsync(new KeepBankAccount(organisation.Id, organisation.Revision, "另一银行", organisation.Name.Zh, number)));
    }

    public static async Task TerminateAsync(this CharityApp site, FundedProject project)
    {
        var slug = project.Project.Slug;
        CallSteps.Demand(await site.SendAsync(new MoveProject(slug, ProjectProcess.Terminate, (await site.ReadProjectAsync(slug)).Version, "组织停止运作")));
    }

    private static async Task<IReadOnlyList<AwardSource>> ReserveAsync(IServiceProvider services, string project, IReadOnlyList<(string Fund, long AmountMinor)> parts)
    {
        var (ledger, today) = (services.GetRequiredService<ILedger>(), services.GetRequiredService<SiteTime>().Today);
        var sources = new List<AwardSource>();
        foreach (var (fund, amount) in parts)
        {
            var reservation = Guid.CreateVersion7();
            CallSteps.Demand(await ledger.OpenAccountsAsync(
            [
                new AccountDraft(AccountCodes.Clearing("test"), AccountType.Asset, Money.Yuan, "Clearing"),
                new AccountDraft(AccountCodes.FundCommitted(fund, project), AccountType.NetAssets, Money.Yuan, "Promised to the project {0}", "测试"),
            ], CancellationToken.None));
            Assert.Null((await ledger.PostAsync(
                [new EntryDraft(Guid.CreateVersion7(), EntryKinds.Match, "match:test", today, [new PostingDraft(AccountCodes.Clearing("test"), AccountCodes.FundAvailable(fund), amount)])], CancellationToken.None)).Failure);
            Assert.Null((await ledger.ReserveAsync(
                new EntryDraft(reservation, EntryKinds.Commitment, $"project:{project}", today, [new PostingDraft(AccountCodes.FundAvailable(fund), AccountCodes.FundCommitted(fund, project), amount)]), CancellationToken.None)).Failure);
            sources.Add(new AwardSource(fund, null, amount, reservation));
        }

        return sources;
    }
}
