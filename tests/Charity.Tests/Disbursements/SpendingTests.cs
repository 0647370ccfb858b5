using Charity.Disbursements;
using Charity.Disbursements.Approvals;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Papers;
using Charity.Disbursements.Requests;
using Charity.Disbursements.Spending;
using Charity.Funds.Motions;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Tests.Funds;
using Charity.Tests.Platform;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Organisations;
using Charity.Tests.Ventures;
using Charity.Tests.Ventures.Projects;
using Charity.Users.Accounts;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>A fund's own spending: by a motion that passed, never more than it allows, approved by somebody else, set aside by the approval.</summary>
[Collection(nameof(PaymentSites))]
public sealed class SpendingTests(SharedSites sites) : PaymentTests(sites)
{
    private const long MotionMinor = 140_050;

    [Theory, OnEveryDatabase]
    public async Task Spending_ByAMotionThatPassed_IsSetAsideByTheApprovalAndPaid(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var (fund, motion) = await PassedAsync(site, 200_000);
        var payment = await AskAsync(site, fund.Mover, motion, "1000.00");
        Assert.Equal(200_000, await FreeAsync(site, fund));

        CallSteps.Demand(await ApproveAsync(site, fund.Recorder, payment));

        Assert.Equal(PaymentProcess.Approved, (await site.ReadPaymentAsync(payment)).State);
        Assert.Equal(100_000, await FreeAsync(site, fund));
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, payment);
        await second.ReleaseAsync(batch);
        await cashier.AnswerAsync(batch, await site.AnswerOfAsync(batch, "成功"));
        Assert.Equal(PaymentProcess.Paid, (await site.ReadPaymentAsync(payment)).State);
        Assert.Equal(100_000, await FreeAsync(site, fund));
    }

    [Theory, OnEveryDatabase]
    public async Task Spending_BeyondTheMotion_IsRefusedAlsoByManyAtOnce(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var (fund, motion) = await PassedAsync(site, 1_000_000);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TryAskAsync(site, fund.Mover, motion, "500.00")));

        Assert.Equal(2, answers.Count(answer => answer.Failure is null));
        Assert.All(answers.Where(answer => answer.Failure is not null), answer => Assert.Equal("motion_spent_up", answer.Failure!.Code));
        Assert.Null((await TryAskAsync(site, fund.Mover, motion, "400.50")).Failure);
        Assert.Equal("motion_spent_up", (await TryAskAsync(site, fund.Mover, motion, "0.01")).Failure?.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Spending_ByAMotionThatWasNotPassed_IsRefused(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var fund = await site.MakeMotionFundAsync();
        var motion = await site.ReadyAsync(fund);

        Assert.Equal("motion_not_passed", (await TryAskAsync(site, fund.Mover, motion, "1.00")).Failure?.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Spending_OfAnotherFund_IsUnknown(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var (_, motion) = await PassedAsync(site, 200_000);
        var stranger = await site.OpenKeeperAsync("别的基金", (await site.MakeMotionFundAsync()).Slug);

        Assert.Equal("motion_unknown", (await TryAskAsync(site, stranger, motion, "1.00")).Failure?.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Approval_WhenTheFundWasEmptiedMeanwhile_IsRefused(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var (fund, motion) = await PassedAsync(site, 99_999);
        var payment = await AskAsync(site, fund.Mover, motion, "1000.00");

        var refused = await ApproveAsync(site, fund.Recorder, payment);

        Assert.Equal("fund_emptied", refused.Failure?.Code);
        var read = await site.ReadPaymentAsync(payment);
        Assert.Equal((PaymentProcess.Asked, 0), (read.State, read.Approvals.Count));
        Assert.Equal(99_999, await FreeAsync(site, fund));
    }

    [Theory, OnEveryDatabase]
    public async Task Approval_ByWhoeverMovedOrAsked_IsRefused(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var (fund, motion) = await PassedAsync(site, 200_000);
        var third = await site.OpenKeeperAsync("第三人", fund.Slug);
        var payment = await AskAsync(site, fund.Recorder, motion, "1000.00");

        Assert.Equal("bound_to_it", (await ApproveAsync(site, fund.Mover, payment)).Failure?.Code);
        var own = await ApproveAsync(site, fund.Recorder, payment);
        Assert.NotNull(own.Failure);
        CallSteps.Demand(await ApproveAsync(site, third, payment));
    }

    [Theory, OnEveryDatabase]
    public async Task Request_WithTheIdOfAnother_AddsNoPaperToIt(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var ((fund, motion), (other, theirs)) = (await PassedAsync(site, 200_000), await PassedAsync(site, 200_000));
        var payment = await AskAsync(site, fund.Mover, motion, "10.00");

        Assert.Equal("asked_already", (await TryAskAsync(site, other.Mover, theirs, "10.00", payment)).Failure?.Code);
        Assert.Single(await site.InScopeAsync(services => services.GetRequiredService<IAttachments>().ListAsync(PaymentPapers.Of(payment), CancellationToken.None)));
    }

    [Theory, OnEveryDatabase]
    public async Task Approval_OfWhatWasSeenBeforeAPaperCame_IsRefused(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var (fund, motion) = await PassedAsync(site, 200_000);
        var payment = await AskAsync(site, fund.Mover, motion, "10.00");
        var seen = await site.ReadPaymentAsync(payment);
        Assert.Single(seen.PaperIds!);
        using var content = new MemoryStream([.. Uploads.Pdf, (byte)'\n']);
        Assert.Null((await site.SendAsAsync(fund.Mover, new AddPaymentPaper(payment, "另一张发票.pdf", content))).Failure);

        var late = await site.AsAsync(
            ["FundManager"], services => services.GetRequiredService<IMediator>().Send(new ApprovePayment(payment, seen.Version, seen.Sha256)), secondFactor: true, userId: fund.Recorder.Id);

        Assert.Equal("content_changed", late.Failure?.Code);
        CallSteps.Demand(await ApproveAsync(site, fund.Recorder, payment));
    }

    [Theory, OnEveryDatabase]
    public async Task Approval_ByTheDeputyOfWhoeverMovedIt_IsRefused(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var (fund, motion) = await PassedAsync(site, 200_000);
        var payment = await AskAsync(site, fund.Recorder, motion, "10.00");
        var deputy = await site.OpenAccountAsync("代批人", ["FundManager"]);
        await site.InUnitAsync(services =>
        {
            var today = services.GetRequiredService<SiteTime>().Today;
            services.GetRequiredService<CharityDbContext>().Add(Delegation.Of((fund.Mover.Id, fund.Mover.Name), (deputy.Id, deputy.Name), today, today, "休假", TimeProvider.System.GetUtcNow()));
            return Task.FromResult(true);
        });

        Assert.Equal("not_your_fund", (await ApproveAsync(site, deputy, payment)).Failure?.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Approval_BySomebodyWithThePayeesName_IsLeftToAColleague(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var (fund, motion) = await PassedAsync(site, 200_000);
        var payment = await AskAsync(site, fund.Mover, motion, "10.00");
        var namesake = await site.OpenKeeperAsync((await site.ReadPaymentAsync(payment)).PayeeName, fund.Slug);

        Assert.Equal("payee_yourself", (await ApproveAsync(site, namesake, payment)).Failure?.Code);
        CallSteps.Demand(await ApproveAsync(site, fund.Recorder, payment));
    }

    [Theory, OnEveryDatabase]
    public async Task Request_AskedForAgainBySomebodyElse_IsNotApprovedByThem(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var (fund, motion) = await PassedAsync(site, 200_000);
        var (again, third) = (await site.OpenKeeperAsync("再次申请人", fund.Slug), await site.OpenKeeperAsync("第三人", fund.Slug));
        var payment = await AskAsync(site, fund.Recorder, motion, "10.00");
        CallSteps.Demand(await DecideAsync(site, third, payment, PaymentProcess.Return));
        CallSteps.Demand(await site.SendAsAsync(again, new MoveMyPayment(payment, PaymentProcess.AskAgain, (await site.ReadPaymentAsync(payment)).Version, "补充说明")));

        Assert.NotNull((await ApproveAsync(site, again, payment)).Failure);
        CallSteps.Demand(await ApproveAsync(site, third, payment));
    }

    [Theory, OnEveryDatabase]
    public async Task Motion_PaidInSlices_NeedsTheRuleOfTheirSum(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var (fund, motion) = await PassedAsync(site, 200_000);
        await site.InUnitAsync(async services =>
        {
            await services.GetRequiredService<ISettingsStore>().SetAsync(
                new ApprovalSettings { Tiers = [new(100_000, [new(Permissions.ApprovePayments)]), new(null, [new(Permissions.ApprovePayments), new(Permissions.ApprovePayments)])] }, CancellationToken.None);
            return true;
        });

        var (first, second) = (await AskAsync(site, fund.Mover, motion, "900.00"), await AskAsync(site, fund.Mover, motion, "200.00"));
        await site.InUnitAsync(async services =>
        {
            await services.GetRequiredService<ISettingsStore>().SetAsync(new ApprovalSettings(), CancellationToken.None);
            return true;
        });

        Assert.Equal((1, 2), ((await site.ReadPaymentAsync(first)).Rule.Steps.Count, (await site.ReadPaymentAsync(second)).Rule.Steps.Count));
    }

    [Theory, OnEveryDatabase]
    public async Task Payment_TakenBackAfterItsApproval_FreesTheMoney(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var (fund, motion) = await PassedAsync(site, 200_000);
        var payment = await AskAsync(site, fund.Mover, motion, "1000.00");
        CallSteps.Demand(await ApproveAsync(site, fund.Recorder, payment));
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, payment);

        Assert.Equal("lines_in_batch", (await TakeBackAsync(site, fund.Mover, payment)).Failure?.Code);
        await second.MoveBatchAsync(batch, BatchProcess.Dissolve);
        CallSteps.Demand(await TakeBackAsync(site, fund.Mover, payment));

        Assert.Equal(200_000, await FreeAsync(site, fund));
        Assert.Null((await TryAskAsync(site, fund.Mover, motion, "1400.50")).Failure);
    }

    /// <summary>A fund with money and a motion of 1,400.50 that passed.</summary>
    internal static async Task<(MotionFund Fund, Guid Motion)> PassedAsync(CharityApp site, long moneyMinor)
    {
        var fund = await site.MakeMotionFundAsync();
        await site.InUnitAsync(async services =>
        {
            var (ledger, today) = (services.GetRequiredService<ILedger>(), services.GetRequiredService<SiteTime>().Today);
            CallSteps.Demand(await ledger.OpenAccountsAsync([new AccountDraft(AccountCodes.Clearing("test"), AccountType.Asset, Money.Yuan, "Clearing")], CancellationToken.None));
            Assert.Null((await ledger.PostAsync(
                [new EntryDraft(Guid.CreateVersion7(), EntryKinds.Match, "match:test", today, [new PostingDraft(AccountCodes.Clearing("test"), AccountCodes.FundAvailable(fund.Slug), moneyMinor)])],
                CancellationToken.None)).Failure);
            return true;
        });
        var motion = await site.ReadyAsync(fund);
        MotionSteps.Demand(await site.VoteAsync(fund, motion, VoteChoice.For, VoteChoice.For, VoteChoice.For, VoteChoice.Against));
        Assert.Equal(MotionMinor, (await site.ReadMotionAsync(motion)).AmountMinor);
        return (fund, motion);
    }

    private static async Task<Guid> AskAsync(CharityApp site, User asker, Guid motion, string amount)
    {
        var id = Guid.CreateVersion7();
        var asked = await TryAskAsync(site, asker, motion, amount, id);
        Assert.True(asked.Failure is null, asked.Failure?.Code);
        return id;
    }

    internal static async Task<(Guid Id, Failure? Failure)> TryAskAsync(CharityApp site, User asker, Guid motion, string amount, Guid? id = null)
    {
        using var content = new MemoryStream(Uploads.Pdf);
        var request = new RequestSpending
        {
            Id = id ?? Guid.CreateVersion7(), MotionId = motion, Amount = amount, PayeeName = "湖湾厨具店", PayeeBank = "湖湾农商行", PayeeNumber = "32050161543600001234", FileName = "发票.pdf", Content = content,
        };
        var failure = (await site.SendAsAsync(asker, request)).Failure;

        // A field's failure stands behind the form's.
        return (request.Id, failure?.Fields is [var field, ..] ? failure with { Code = field.Code } : failure);
    }

    private static async Task<Result> ApproveAsync(CharityApp site, User approver, Guid payment)
    {
        var read = await site.ReadPaymentAsync(payment);
        return await site.AsAsync(
            ["FundManager"], services => services.GetRequiredService<IMediator>().Send(new ApprovePayment(payment, read.Version, read.Sha256)), secondFactor: true, userId: approver.Id);
    }

    private static async Task<Result> DecideAsync(CharityApp site, User manager, Guid payment, string trigger)
    {
        var version = (await site.ReadPaymentAsync(payment)).Version;
        return await site.AsAsync(["FundManager"], services => services.GetRequiredService<IMediator>().Send(new MovePayment(payment, trigger, version, "请补充")), secondFactor: true, userId: manager.Id);
    }

    private static async Task<Result> TakeBackAsync(CharityApp site, User asker, Guid payment) =>
        await site.SendAsAsync(asker, new MoveMyPayment(payment, PaymentProcess.Cancel, (await site.ReadPaymentAsync(payment)).Version, null));

    private static async Task<long> FreeAsync(CharityApp site, MotionFund fund) => (await site.FreeAsync([AccountCodes.FundAvailable(fund.Slug)]))[0];
}
