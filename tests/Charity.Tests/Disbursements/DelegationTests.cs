using System.Net;
using Charity.Disbursements.Approvals;
using Charity.Disbursements.Requests;
using Charity.Platform.Data;
using Charity.Tests.Funds;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures;
using Charity.Users.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>Approving in somebody's place, and several payments at once.</summary>
[Collection(nameof(PaymentSites))]
public sealed class DelegationTests(SharedSites sites) : PaymentTests(sites)
{
    [Theory, OnEveryDatabase]
    public async Task Deputy_WhileTheDelegationRuns_ApprovesInBothNames(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await project.AskAsync(site);
        var (away, deputy) = (await KeeperAsync(site, "休假人", project.Funds), await KeeperAsync(site, "代批人", []));
        await deputy.Visitor.ApproveAsync(payment.Id);
        deputy.Visitor.AssertStatus(HttpStatusCode.Conflict);

        await DelegateAsync(site, away, deputy.User);
        await deputy.Visitor.ApproveAsync(payment.Id);

        deputy.Visitor.AssertStatus(HttpStatusCode.Found);
        var read = await site.ReadPaymentAsync(payment.Id);
        Assert.Equal(PaymentProcess.Approved, read.State);
        Assert.Equal((deputy.User.Id, away.User.Id), (read.Approvals[0].ById, read.Approvals[0].InPlaceOfId));
        Assert.Contains("代批人（代 休假人）", (await deputy.Visitor.OpenAsync($"/manage/payments/{payment.Id}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Deputy_AfterTheDelegationWasEnded_HasNoRight(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await project.AskAsync(site);
        var (away, deputy) = (await KeeperAsync(site, "休假人", project.Funds), await KeeperAsync(site, "代批人", []));
        await DelegateAsync(site, away, deputy.User);
        await away.Visitor.SubmitAsync(await away.Visitor.OpenAsync("/manage/delegations"), "form[action$='/end']");

        await deputy.Visitor.ApproveAsync(payment.Id);

        deputy.Visitor.AssertStatus(HttpStatusCode.Conflict);
        Assert.Empty((await site.ReadPaymentAsync(payment.Id)).Approvals);
    }

    [Theory, OnEveryDatabase]
    public async Task Deputy_OfWhoeverHasApproved_IsNoSecondPerson(DatabaseKind database)
    {
        var site = await OnAsync(database);

        // 20,000 yuan in the first instalment: two who look after the fund.
        var project = await site.StartFundedAsync(4_000_000);
        var payment = await project.AskAsync(site);
        var (first, deputy) = (await KeeperAsync(site, "先批人", project.Funds), await KeeperAsync(site, "代批人", []));
        await DelegateAsync(site, first, deputy.User);
        await first.Visitor.ApproveAsync(payment.Id);

        await deputy.Visitor.ApproveAsync(payment.Id);

        deputy.Visitor.AssertStatus(HttpStatusCode.Conflict);
        var read = await site.ReadPaymentAsync(payment.Id);
        Assert.Equal((PaymentProcess.Asked, 1), (read.State, read.Approvals.Count));
    }

    [Theory, OnEveryDatabase]
    public async Task Delegation_ToSomebodyWhoDoesNotApprove_IsRefused(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var away = await KeeperAsync(site, "休假人", []);
        var cashier = await site.OpenAccountAsync("出纳", ["Finance"]);

        var page = await away.Visitor.SubmitAsync(
            await away.Visitor.OpenAsync("/manage/delegations"), "form[action='/manage/delegations']", ("ToId", cashier.Id.ToString()), ("FromDay", "2030-01-01"), ("UntilDay", "2030-01-10"), ("Reason", "休假"));

        away.Visitor.AssertStatus(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("休假", page.QuerySelector("[name=Reason]")!.GetAttribute("value"));
    }

    [Theory, OnEveryDatabase]
    public async Task SeveralPayments_ApprovedTogether_AreDecidedOneByOne(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var (mine, theirs) = (await site.StartFundedAsync(100_000), await site.StartFundedAsync(80_000));
        var (own, other) = (await mine.AskAsync(site), await theirs.AskAsync(site));
        var keeper = await KeeperAsync(site, "管理人", mine.Funds);

        var preview = await keeper.Visitor.OpenAsync($"/manage/payments/approvals?ids={own.Id}&ids={other.Id}");
        Assert.Single(preview.QuerySelectorAll("[name$='.Id']"));
        Assert.Equal(PaymentProcess.Asked, (await site.ReadPaymentAsync(own.Id)).State);
        var done = await keeper.Visitor.SubmitAsync(preview, "form[action='/manage/payments/approvals']");

        keeper.Visitor.AssertStatus(HttpStatusCode.OK);
        Assert.Contains("已批准 1 笔中的 1 笔", done.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal((PaymentProcess.Approved, PaymentProcess.Asked), ((await site.ReadPaymentAsync(own.Id)).State, (await site.ReadPaymentAsync(other.Id)).State));
    }

    private static async Task<(User User, Visitor Visitor)> KeeperAsync(CharityApp site, string name, IReadOnlyList<string> funds)
    {
        var user = await site.OpenAccountAsync(name, ["FundManager"]);
        await site.EntrustAsync(user, funds);
        var visitor = await site.SignInAsync(user);
        await visitor.EnrolAsync();
        return (user, visitor);
    }

    private static async Task DelegateAsync(CharityApp site, (User User, Visitor Visitor) from, User to)
    {
        var today = DayWordsOf(site.Today());
        await from.Visitor.SubmitAsync(
            await from.Visitor.OpenAsync("/manage/delegations"), "form[action='/manage/delegations']", ("ToId", to.Id.ToString()), ("FromDay", today), ("UntilDay", DayWordsOf(site.Today().AddDays(5))), ("Reason", "休假"));
        from.Visitor.AssertStatus(HttpStatusCode.Found);
        Assert.True(await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Delegation>().AnyAsync(row => row.ToId == to.Id && row.FromId == from.User.Id)));
    }

    private static string DayWordsOf(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
