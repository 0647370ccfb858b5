using System.Net;
using Charity.Disbursements.Aid;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Requests;
using Charity.Ledger.Contracts;
using Charity.Tests.Donations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures;

namespace Charity.Tests.Disbursements;

/// <summary>Lists with somebody who can never be paid come to their end, by two people; files that the bank did not take at all, as well.</summary>
public sealed class GivingUpTests(SharedSites sites) : IClassFixture<SharedSites>
{
    [Theory, OnEveryDatabase]
    public async Task Rest_ProposedByTheAskerAndAgreedToByAnApprover_GoesBackToTheFund(DatabaseKind database)
    {
        var list = await RefusedAsync(await sites.OnAsync(database));
        var (site, payment) = (list.Site, list.Payment);

        // Proposed without a reason it is kept open; an approver cannot give up what nobody proposed.
        await list.Officer.SubmitAsync(await list.Officer.OpenAsync($"/manage/payments/{payment}"), "form[action$='/giving-up']");
        list.Officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
        await list.Approver.PostPastThePageAsync($"/manage/payments/{payment}/giving-up/decision", ("trigger", PaymentProcess.GiveUp), ("version", await VersionAsync(list)));
        list.Approver.AssertStatus(HttpStatusCode.Conflict);

        await ProposeAsync(list);
        Assert.Contains("查无此人", (await list.Approver.OpenAsync($"/manage/payments/{payment}")).Body!.TextContent, StringComparison.Ordinal);
        await list.Officer.PostPastThePageAsync($"/manage/payments/{payment}/giving-up/decision", ("trigger", PaymentProcess.GiveUp), ("version", await VersionAsync(list)));
        list.Officer.AssertStatus(HttpStatusCode.Forbidden);
        await DecideAsync(list, PaymentProcess.GiveUp);

        var read = await site.ReadPaymentAsync(payment);
        Assert.Equal((PaymentProcess.Paid, 400_00L, 200_00L, 0L), (read.State, read.PaidMinor, read.GivenUpMinor, read.OpenMinor));
        Assert.Equal(9_600_00, await AvailableAsync(list));
        Assert.Equal((AidStanding.Paid, 2, 0), Assert.Single(await site.ListsOfAsync(list.Place)) is var stands ? (stands.Standing, stands.PaidPeople, stands.RefusedPeople) : default);
        Assert.DoesNotContain(payment.ToString(), (await list.Cashier.OpenAsync("/manage/batches")).Body!.InnerHtml, StringComparison.Ordinal);
        await site.AssertBooksAreRightAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Rest_GivenUp_StaysSoWhenTheBankSendsTheOthersBack(DatabaseKind database)
    {
        var list = await RefusedAsync(await sites.OnAsync(database));
        var (site, payment) = (list.Site, list.Payment);
        await ProposeAsync(list);
        await DecideAsync(list, PaymentProcess.GiveUp);

        var bounced = (await site.AnswerOfAsync(list.Batch, "退汇")).Split("\r\n").Where(row => !row.Contains(",200.00,", StringComparison.Ordinal));
        await list.Cashier.AnswerAsync(list.Batch, string.Join("\r\n", bounced));
        list.Cashier.AssertStatus(HttpStatusCode.Found);
        Assert.Equal((PaymentProcess.Approved, 0L, 200_00L), await site.ReadPaymentAsync(payment) is var sent ? (sent.State, sent.PaidMinor, sent.GivenUpMinor) : default);
        await site.AssertBooksAreRightAsync();

        // What came back is paid once more; what was given up is not.
        var retry = await list.Cashier.CollectAsync(site, payment);
        Assert.Equal(2, (await site.ReadBatchAsync(retry)).LineCount);
        await list.Second.ReleaseAsync(retry);
        await list.Cashier.AnswerAsync(retry, await site.AnswerOfAsync(retry, "成功"));
        Assert.Equal((PaymentProcess.Paid, 0L), await site.ReadPaymentAsync(payment) is var paid ? (paid.State, paid.OpenMinor) : default);
        Assert.Equal(9_600_00, await AvailableAsync(list));
        await site.AssertBooksAreRightAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Rest_CollectedAfterItWasProposed_IsNotGivenUp(DatabaseKind database)
    {
        var list = await RefusedAsync(await sites.OnAsync(database));
        await ProposeAsync(list);
        await list.Cashier.CollectAsync(list.Site, list.Payment);

        await list.Approver.PostPastThePageAsync($"/manage/payments/{list.Payment}/giving-up/decision", ("trigger", PaymentProcess.GiveUp), ("version", await VersionAsync(list)));

        list.Approver.AssertStatus(HttpStatusCode.Conflict);
        Assert.Equal(0, (await list.Site.ReadPaymentAsync(list.Payment)).GivenUpMinor);
    }

    /// <summary>Another household's money that came back in the meantime makes the same sum: it is not the one that was proposed.</summary>
    [Theory, OnEveryDatabase]
    public async Task Rest_ThatIsAnothersByNow_IsNotGivenUp(DatabaseKind database)
    {
        var list = await RefusedAsync(await sites.OnAsync(database), "200", "200", "200");
        await ProposeAsync(list);
        var seen = await VersionAsync(list);
        var retry = await list.Cashier.CollectAsync(list.Site, list.Payment);
        await list.Second.ReleaseAsync(retry);
        await list.Cashier.AnswerAsync(retry, await list.Site.AnswerOfAsync(retry, "成功"));
        Assert.Equal(PaymentProcess.Paid, (await list.Site.ReadPaymentAsync(list.Payment)).State);
        await list.Cashier.AnswerAsync(list.Batch, string.Join("\r\n", (await list.Site.AnswerOfAsync(list.Batch, "退汇")).Split("\r\n")[..2]));
        list.Cashier.AssertStatus(HttpStatusCode.Found);

        await list.Approver.PostPastThePageAsync($"/manage/payments/{list.Payment}/giving-up/decision", ("trigger", PaymentProcess.GiveUp), ("version", seen));
        list.Approver.AssertStatus(HttpStatusCode.Conflict);
        await list.Approver.PostPastThePageAsync($"/manage/payments/{list.Payment}/giving-up/decision", ("trigger", PaymentProcess.GiveUp), ("version", await VersionAsync(list)));

        list.Approver.AssertStatus(HttpStatusCode.Conflict);
        Assert.Equal((0L, null), await list.Site.ReadPaymentAsync(list.Payment) is var read ? (read.GivenUpMinor, read.GiveUpMinor) : default);
    }

    [Theory, OnEveryDatabase]
    public async Task Rest_ProposedBySomebodyWhoApproves_IsDecidedByAnother(DatabaseKind database)
    {
        var list = await RefusedAsync(await sites.OnAsync(database));
        var both = await list.Site.SignInAsync(await list.Site.OpenAccountAsync("两职", ["AidOfficer", "SecretaryGeneral"]));
        await both.EnrolAsync();
        await ProposeAsync(list with { Officer = both });

        await both.PostPastThePageAsync($"/manage/payments/{list.Payment}/giving-up/decision", ("trigger", PaymentProcess.GiveUp), ("version", await VersionAsync(list)));

        both.AssertStatus(HttpStatusCode.Conflict);
        await DecideAsync(list, PaymentProcess.GiveUp);
        Assert.Equal(PaymentProcess.Paid, (await list.Site.ReadPaymentAsync(list.Payment)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Rest_ThatAnApproverWantsToBeTried_IsCollectedAgain(DatabaseKind database)
    {
        var list = await RefusedAsync(await sites.OnAsync(database));
        await ProposeAsync(list);

        await DecideAsync(list, PaymentProcess.KeepTrying);

        var read = await list.Site.ReadPaymentAsync(list.Payment);
        Assert.Equal((PaymentProcess.Paying, null, 0L), (read.State, read.GiveUpMinor, read.GivenUpMinor));
        await list.Cashier.CollectAsync(list.Site, list.Payment);
    }

    [Theory, OnEveryDatabase]
    public async Task File_ThatTheBankDidNotTake_IsConfirmedByAnotherAndPaidAnew(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await site.ApprovedAsync(project);
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, payment);
        await second.ReleaseAsync(batch);

        // Without the bank's message it is not reported, and what was typed stays.
        var again = await ReportAsync(cashier, batch, evidence: null);
        cashier.AssertStatus(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("文件格式不符", again.QuerySelector("#Reason")!.GetAttribute("value"));
        await ReportAsync(cashier, batch, Uploads.Pdf);
        cashier.AssertStatus(HttpStatusCode.Found);

        var version = ("version", (await site.ReadBatchAsync(batch)).Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await cashier.PostPastThePageAsync($"/manage/batches/{batch}/refusal/confirmation", version);
        cashier.AssertStatus(HttpStatusCode.Conflict);
        var page = await second.OpenAsync($"/manage/batches/{batch}");
        await second.GetAsync(page.QuerySelector("a[href*='/papers/']")!.GetAttribute("href")!);
        second.AssertStatus(HttpStatusCode.OK);
        await second.SubmitAsync(page, "form[action$='/refusal/confirmation']");
        second.AssertStatus(HttpStatusCode.Found);

        Assert.Equal((BatchProcess.Answered, PaymentProcess.Approved), ((await site.ReadBatchAsync(batch)).State, (await site.ReadPaymentAsync(payment)).State));
        await site.AssertBooksAreRightAsync();
        var retry = await cashier.CollectAsync(site, payment);
        await second.ReleaseAsync(retry);
        await cashier.AnswerAsync(retry, await site.AnswerOfAsync(retry, "成功"));
        Assert.Equal(PaymentProcess.Paid, (await site.ReadPaymentAsync(payment)).State);

        // The bank's late word that it had paid after all does not fit any more, and nothing is paid twice.
        await cashier.AnswerAsync(batch, await site.AnswerOfAsync(batch, "成功"));
        cashier.AssertStatus(HttpStatusCode.UnprocessableEntity);
        Assert.Equal([50_000L], await site.CommittedAsync(project));
        await site.AssertBooksAreRightAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task File_ThatTheBankHasAnsweredInPart_WasTaken(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (one, other) = (await site.ApprovedAsync(await site.StartFundedAsync(100_000)), await site.ApprovedAsync(await site.StartFundedAsync(80_000)));
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, one, other);
        await second.ReleaseAsync(batch);
        await ReportAsync(cashier, batch, Uploads.Pdf);
        var half = (await site.AnswerOfAsync(batch, "成功")).Split("\r\n")[..2];
        await cashier.AnswerAsync(batch, string.Join("\r\n", half));
        cashier.AssertStatus(HttpStatusCode.Found);

        await second.PostPastThePageAsync($"/manage/batches/{batch}/refusal/confirmation", ("version", (await site.ReadBatchAsync(batch)).Version.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        second.AssertStatus(HttpStatusCode.Conflict);
        Assert.Equal(BatchProcess.Sent, (await site.ReadBatchAsync(batch)).State);
    }

    private sealed record RefusedList(CharityApp Site, AidPlace Place, Guid Payment, Guid Batch, Visitor Officer, Visitor Approver, Visitor Cashier, Visitor Second);

    /// <summary>A list of 100, 200 and 300 yuan (unless said otherwise) of a fund with 10,000, of which the bank has paid all but the last 200.</summary>
    private static async Task<RefusedList> RefusedAsync(CharityApp site, params string[] amounts)
    {
        var place = await site.MakeAidProgrammeAsync(10_000_00);
        var officer = await site.SignInAidOfficerAsync();
        await officer.ImportAsync(place, AidSteps.Csv((amounts is [] ? ["100", "200", "300"] : amounts).Select((amount, index) => AidPerson.Of(index + 1, amount))), 3, "600");
        var payment = Assert.Single(await site.ListsOfAsync(place)).RequestId;
        await (await site.SignInManagerAsync([place.Fund])).ApproveAsync(payment);
        var approver = await site.SignInManagerAsync([], "SecretaryGeneral");
        await approver.ApproveAsync(payment);
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, payment);
        await second.ReleaseAsync(batch);
        var answer = await site.AnswerOfAsync(batch, "成功");
        var last = answer.LastIndexOf(",200.00,成功,,", StringComparison.Ordinal);
        await cashier.AnswerAsync(batch, $"{answer[..last]},200.00,失败,户名不符,{answer[(last + ",200.00,成功,,".Length)..]}");
        cashier.AssertStatus(HttpStatusCode.Found);
        return new RefusedList(site, place, payment, batch, officer, approver, cashier, second);
    }

    private static async Task ProposeAsync(RefusedList list)
    {
        await list.Officer.SubmitAsync(await list.Officer.OpenAsync($"/manage/payments/{list.Payment}"), "form[action$='/giving-up']", ("GiveUpReason", "查无此人，社区已多次联系"));
        list.Officer.AssertStatus(HttpStatusCode.Found);
    }

    private static async Task DecideAsync(RefusedList list, string trigger)
    {
        await list.Approver.SubmitAsync(await list.Approver.OpenAsync($"/manage/payments/{list.Payment}"), "form[action$='/giving-up/decision']", ("trigger", trigger));
        list.Approver.AssertStatus(HttpStatusCode.Found);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> ReportAsync(Visitor cashier, Guid batch, byte[]? evidence)
    {
        var form = (await cashier.OpenAsync($"/manage/batches/{batch}")).QuerySelector("form[action$='/refusal']")!;
        using var content = new MultipartFormDataContent
        {
            { new StringContent(form.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new StringContent(form.QuerySelector("[name=version]")!.GetAttribute("value")!), "version" },
            { new StringContent("文件格式不符"), "Reason" },
        };
        if (evidence is not null)
        {
            content.Add(new ByteArrayContent(evidence), "Evidence", "银行通知.pdf");
        }

        return await cashier.PostAsync(form.GetAttribute("action")!, content);
    }

    private static async Task<string> VersionAsync(RefusedList list) => (await list.Site.ReadPaymentAsync(list.Payment)).Version.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<long> AvailableAsync(RefusedList list) => (await list.Site.FreeAsync([AccountCodes.FundAvailable(list.Place.Fund)]))[0];
}
