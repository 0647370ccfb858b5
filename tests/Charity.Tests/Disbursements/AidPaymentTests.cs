using System.Net;
using System.Text.RegularExpressions;
using Charity.Disbursements.Aid;
using Charity.Disbursements.Requests;
using Charity.Ledger.Contracts;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Exports;
using Charity.Platform.Imports;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures;
using Charity.Tests.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>From the list to the last yuan: approved by others, paid line by line, looked up by the people, shown to everybody without their numbers.</summary>
[Collection(nameof(PaymentSites))]
public sealed partial class AidPaymentTests(SharedSites sites) : PaymentTests(sites)
{
    [Theory, OnEveryDatabase]
    public async Task List_ApprovedPaidAndRetried_IsCountedAndLookedUpAtEveryStep(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var place = await site.MakeAidProgrammeAsync(10_000_00);
        var officer = await site.SignInAidOfficerAsync();
        await officer.ImportAsync(place, AidSteps.Csv(Enumerable.Range(1, 3).Select(number => AidPerson.Of(number, $"{number}00", number == 3 ? "" : "梅园社区"))), 3, "600");
        var list = Assert.Single(await site.ListsOfAsync(place));
        var codes = await CodesAsync(site, officer, place);
        Assert.Contains("等待审批", await LookUpAsync(site, codes[0], 1), StringComparison.Ordinal);
        var nobody = site.Visit();
        await nobody.GetAsync($"/aid/{place.Slug}/1");
        nobody.AssertStatus(HttpStatusCode.NotFound);

        var manager = await site.SignInManagerAsync([place.Fund]);
        await manager.ApproveAsync(list.RequestId);
        manager.AssertStatus(HttpStatusCode.Found);
        await (await site.SignInManagerAsync([], "SecretaryGeneral")).ApproveAsync(list.RequestId);
        Assert.Equal(AidStanding.Approved, Assert.Single(await site.ListsOfAsync(place)).Standing);
        Assert.Equal(9_400_00, await AvailableAsync(site, place));
        Assert.Contains("已审批", await LookUpAsync(site, codes[0], 1), StringComparison.Ordinal);

        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, list.RequestId);
        await second.ReleaseAsync(batch);
        Assert.Contains("银行正在转账", await LookUpAsync(site, codes[0], 1), StringComparison.Ordinal);
        var answer = await site.AnswerOfAsync(batch, "成功");
        await cashier.AnswerAsync(batch, answer.Replace(",200.00,成功,,", ",200.00,失败,户名不符,", StringComparison.Ordinal));
        cashier.AssertStatus(HttpStatusCode.Found);

        list = Assert.Single(await site.ListsOfAsync(place));
        Assert.Equal((AidStanding.Approved, 2, 400_00L, 1), (list.Standing, list.PaidPeople, list.PaidMinor, list.RefusedPeople));
        Assert.Equal([("", 1), ("meiyuan", 1)], list.Areas.OrderBy(area => area.AreaCode).Select(area => (area.AreaCode, area.PaidPeople)));
        Assert.Contains("2026", await LookUpAsync(site, codes[0], 1), StringComparison.Ordinal);
        Assert.Contains("户名与名单上的姓名不一致", await LookUpAsync(site, codes[1], 2), StringComparison.Ordinal);

        var retry = await cashier.CollectAsync(site, list.RequestId);
        await second.ReleaseAsync(retry);
        await cashier.AnswerAsync(retry, await site.AnswerOfAsync(retry, "成功"));
        list = Assert.Single(await site.ListsOfAsync(place));
        Assert.Equal((AidStanding.Paid, 3, 600_00L, 0), (list.Standing, list.PaidPeople, list.PaidMinor, list.RefusedPeople));
        Assert.Equal(PaymentProcess.Paid, (await site.ReadPaymentAsync(list.RequestId)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task List_ByItsImporter_IsNeitherApprovedNorPaid(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var place = await site.MakeAidProgrammeAsync();
        var account = await site.OpenAccountAsync("两个角色", ["AidOfficer", "FundManager", "Administrator"]);
        var both = await site.SignInAsync(account);
        await both.EnrolAsync();
        await both.ImportAsync(place, AidSteps.Csv(AidPerson.Of(1)), 1, "500");
        both.AssertStatus(HttpStatusCode.Found);
        var list = Assert.Single(await site.ListsOfAsync(place));
        var payment = await site.ReadPaymentAsync(list.RequestId);

        await both.PostPastThePageAsync($"/manage/payments/{list.RequestId}/approval", ("version", payment.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("sha256", payment.Sha256));

        both.AssertStatus(HttpStatusCode.Conflict);
        Assert.Equal(PaymentProcess.Asked, (await site.ReadPaymentAsync(list.RequestId)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task List_Declined_IsEndedAndItsPeopleMayComeAgain(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var place = await site.MakeAidProgrammeAsync();
        var (officer, manager) = (await site.SignInAidOfficerAsync(), await site.SignInManagerAsync([place.Fund]));
        var file = AidSteps.Csv(AidPerson.Of(1));
        await officer.ImportAsync(place, file, 1, "500");
        var list = Assert.Single(await site.ListsOfAsync(place));
        var codes = await CodesAsync(site, officer, place);

        await manager.SubmitAsync(await manager.OpenAsync($"/manage/payments/{list.RequestId}"), "form[action$='/moves']", ("Trigger", PaymentProcess.Decline), ("Reason", "名单未盖章"));

        Assert.Equal(AidStanding.Ended, Assert.Single(await site.ListsOfAsync(place)).Standing);
        Assert.Contains("不予发放", await LookUpAsync(site, codes[0], 1), StringComparison.Ordinal);
        await officer.ImportAsync(place, file, 1, "500");
        Assert.Equal(2, (await site.ListsOfAsync(place)).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task LookUp_WithAWrongCodeOrWrongDigits_SaysTheSame(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var place = await site.MakeAidProgrammeAsync();
        var officer = await site.SignInAidOfficerAsync();
        await officer.ImportAsync(place, AidSteps.Csv(AidPerson.Of(1), AidPerson.Of(2)), 2, "1000");
        var codes = await CodesAsync(site, officer, place);

        var wrongDigits = await LookUpAsync(site, codes[0], "0000");
        var wrongCode = await LookUpAsync(site, "ABCDE-FGHJK", InventedPeople.Identity(1)[^4..]);
        var others = await LookUpAsync(site, codes[0], InventedPeople.Identity(2)[^4..]);
        var right = await LookUpAsync(site, codes[0].ToLowerInvariant(), InventedPeople.Identity(1)[^4..]);

        Assert.All([wrongDigits, wrongCode, others], page => Assert.Contains("没有查到", page, StringComparison.Ordinal));
        Assert.DoesNotContain(InventedPeople.Name(1), right, StringComparison.Ordinal);
        Assert.Contains(InventedPeople.Name(1)[..1] + "**", right, StringComparison.Ordinal);
        Assert.Contains("¥500.00", right, StringComparison.Ordinal);
        Assert.True(await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<AuditEntry>().AnyAsync(entry => entry.Action == "PersonalData.CodesExported" && entry.ActorName == "救助专员")));
    }

    [Theory, OnEveryDatabase]
    public async Task LookUp_TooOften_IsStopped(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database, settings: ("RateLimits:sign-in", "3"));
        var visitor = site.Visit();
        var page = await visitor.OpenAsync("/aid");
        for (var tries = 0; tries < 3; tries++)
        {
            await visitor.SubmitAsync(page, "form[action='/aid']", ("Code", "ABCDEFGHJK"), ("LastFour", "0000"));
            visitor.AssertStatus(HttpStatusCode.UnprocessableEntity);
        }

        await visitor.SubmitAsync(page, "form[action='/aid']", ("Code", "ABCDEFGHJK"), ("LastFour", "0000"));

        visitor.AssertStatus(HttpStatusCode.TooManyRequests);
    }

    [Theory, OnEveryDatabase]
    public async Task PublicPages_OfAnApprovedList_PageByFiftyAndHoldNoNumberOfAnybody(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var place = await site.MakeAidProgrammeAsync();
        var officer = await site.SignInAidOfficerAsync();
        await officer.ImportAsync(place, AidSteps.Csv(Enumerable.Range(1, 120).Select(number => AidPerson.Of(number, "100", number % 2 == 0 ? "梅园社区" : "石桥社区"))), 120, "12000");
        var list = Assert.Single(await site.ListsOfAsync(place));
        await (await site.SignInManagerAsync([place.Fund])).ApproveAsync(list.RequestId);
        await (await site.SignInManagerAsync([], "SecretaryGeneral")).ApproveAsync(list.RequestId);

        var visitor = site.Visit("en");
        var programme = await visitor.OpenAsync($"/aid/{place.Slug}");
        Assert.Contains("¥12,000.00", programme.Body!.TextContent, StringComparison.Ordinal);
        var (seen, path) = (new List<string>(), $"/aid/{place.Slug}/1");
        for (string? next = path; next is not null;)
        {
            var page = await visitor.OpenAsync(next);
            seen.AddRange(page.QuerySelectorAll("section[aria-labelledby=people] tbody th").Select(cell => cell.TextContent));
            AssertNoNumbers(page.DocumentElement.OuterHtml);
            next = page.QuerySelector("a[rel=next]")?.GetAttribute("href") is { } query ? path + query : null;
        }

        Assert.Equal(Enumerable.Range(1, 120).Select(number => InventedPeople.Name(number)[..1] + "**"), seen);
        AssertNoNumbers(programme.DocumentElement.OuterHtml);
        AssertNoNumbers((await officer.OpenAsync($"/manage/aid/{place.Slug}/lists/1")).DocumentElement.OuterHtml);
        AssertNoNumbers(await officer.Http.GetStringAsync($"/manage/aid/{place.Slug}/lists/1/people?format=csv"));
    }

    private static void AssertNoNumbers(string html)
    {
        Assert.DoesNotMatch(LongDigits(), html);
        Assert.DoesNotContain("6299990000", html, StringComparison.Ordinal);
        Assert.DoesNotContain("659999", html, StringComparison.Ordinal);
    }

    [GeneratedRegex("(?<![0-9A-Fa-f-])[0-9]{15,19}(?![0-9A-Fa-f-])")]
    private static partial Regex LongDigits();

    private static async Task<IReadOnlyList<string>> CodesAsync(CharityApp site, Visitor officer, AidPlace place)
    {
        var page = await officer.OpenAsync($"/manage/aid/{place.Slug}/lists/1");
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", page.QuerySelector("form[action$='/codes'] [name=__RequestVerificationToken]")!.GetAttribute("value")!)]);
        using var file = new MemoryStream(await (await officer.Http.PostAsync($"/manage/aid/{place.Slug}/lists/1/codes", form)).Content.ReadAsByteArrayAsync());
        return [.. SheetReader.Read(file, XlsxTable.ContentType, 1_000).Value.Rows.Select(row => row.Cells[3])];
    }

    private static Task<string> LookUpAsync(CharityApp site, string code, int person) => LookUpAsync(site, code, InventedPeople.Identity(person)[^4..]);

    private static async Task<string> LookUpAsync(CharityApp site, string code, string lastFour)
    {
        var visitor = site.Visit();
        var page = await visitor.SubmitAsync(await visitor.OpenAsync("/aid"), "form[action='/aid']", ("Code", code), ("LastFour", lastFour));
        return page.Body!.TextContent;
    }

    private static Task<long> AvailableAsync(CharityApp site, AidPlace place) => site.InScopeAsync(async services =>
        (await services.GetRequiredService<ILedgerTotals>().BalancesAsync([AccountCodes.FundAvailable(place.Fund)], CancellationToken.None)).Values.Single().AvailableMinor);
}
