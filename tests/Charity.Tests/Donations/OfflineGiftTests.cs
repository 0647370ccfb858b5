using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Charity.Donations.Giving;
using Charity.Donations.Offline;
using Charity.Funds.Contracts;
using Charity.Ledger.Contracts;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Donations;

/// <summary>Cash and bank gifts: two people, two witnesses, one entry.</summary>
[Collection(nameof(GiftSites))]
public sealed class OfflineGiftTests(GiftSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Enter_CashConfirmedBySomebodyElse_IsBookedWithAReceipt(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var before = (await app.BalanceAsync(AccountCodes.Cash("main")))?.PostedMinor ?? 0;
        var worker = await app.SignInAsync("worker");
        var gift = await EnterAsync(app, worker, ("Amount", "３２０．５"), ("FirstWitness", "周晓岚"), ("SecondWitness", "毛建中"), ("DonorName", "姜南乔"));
        Assert.Equal(OfflineGiftProcess.Entered, gift.State);

        var finance = await app.SignInConfirmedAsync("Finance");
        var page = await finance.GetAsync($"/manage/gifts/offline/{gift.Id}");
        Assert.Contains("叁佰贰拾元伍角整", page.Text(), StringComparison.Ordinal);
        await finance.SubmitAsync(page, "form[action$='/confirm']");

        var donation = await app.GiftAsync((await ReadAsync(app, gift.Id)).DonationId!.Value);
        Assert.Equal((DonationProcess.Paid, 32_050, GiftSource.Cash), (donation.State, donation.AmountMinor, donation.Source));
        Assert.NotNull(donation.ReceiptNumber);
        var entry = Assert.Single(await app.EntriesOfAsync(donation));
        Assert.Equal((EntryKinds.OfflineGift, "cash:main", AccountCodes.FundAvailable("meiyuan")), (entry.Kind, entry.Postings[0].Debit.Code, entry.Postings[0].Credit.Code));
        Assert.Equal(before - 32_050, (await app.BalanceAsync(AccountCodes.Cash("main")))!.PostedMinor);
        await app.AssertBooksAreRightAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Confirm_OnesOwnEntry_IsRefusedWithTheReason(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var finance = await app.SignInConfirmedAsync("Finance");
        var gift = await EnterAsync(app, finance, ("Source", "Bank"), ("Amount", "88"), ("BankReference", $"R{Guid.NewGuid():N}"[..20]));

        var page = await finance.GetAsync($"/manage/gifts/offline/{gift.Id}");
        Assert.True(page.QuerySelector<IHtmlButtonElement>("form[action$='/confirm'] button")!.IsDisabled);
        Assert.Contains("由您本人登记", page.Text(), StringComparison.Ordinal);
        await finance.SubmitAsync(page, "form[action$='/confirm']");

        finance.AssertStatus(HttpStatusCode.Forbidden);
        Assert.Equal(OfflineGiftProcess.Entered, (await ReadAsync(app, gift.Id)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Confirm_WithoutSecondFactor_AsksForIt(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var gift = await EnterAsync(app, await app.SignInAsync("worker"), ("Amount", "10"), ("FirstWitness", "甲"), ("SecondWitness", "乙"));
        var finance = await app.SignInAsync("finance");

        await finance.SubmitAsync(await finance.GetAsync($"/manage/gifts/offline/{gift.Id}"), "form[action$='/confirm']");

        Assert.Contains("/account/second-factor", finance.Location, StringComparison.Ordinal);
        Assert.Equal(OfflineGiftProcess.Entered, (await ReadAsync(app, gift.Id)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Enter_WithSomethingMissing_SaysEachThing(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var worker = await app.SignInAsync("worker");
        foreach (var (fields, says) in (((string, string)[], string)[])[
            ([("Amount", "10"), ("FirstWitness", "甲")], "须在两名见证人面前清点"),
            ([("Amount", "10"), ("FirstWitness", "甲"), ("SecondWitness", " 甲 ")], "两名见证人不能是同一人"),
            ([("Amount", "10"), ("Source", "Bank")], "请填写银行流水号"),
            ([("Amount", "abc"), ("FirstWitness", "甲"), ("SecondWitness", "乙")], "请用数字填写金额"),
            ([("Amount", "10"), ("FirstWitness", "甲"), ("SecondWitness", "乙"), ("ReceivedOn", "2099-01-01")], "不能晚于今天"),
            ([("Fund", ""), ("Amount", "10"), ("FirstWitness", "甲"), ("SecondWitness", "乙")], "请选择捐赠的基金")])
        {
            var page = await worker.GetAsync("/manage/gifts/offline/new?fund=meiyuan");

            var answer = await worker.SubmitAsync(page, "main form[method=post]", fields);

            worker.AssertStatus(HttpStatusCode.UnprocessableEntity);
            Assert.Contains(says, answer.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Enter_OneBankTransferTwice_IsRefusedUntilTheFirstIsDeclined(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var worker = await app.SignInAsync("worker");
        var reference = $"R{Guid.NewGuid():N}"[..20];
        (string, string)[] fields = [("Source", "Bank"), ("Amount", "500"), ("BankReference", reference)];
        var first = await EnterAsync(app, worker, fields);

        var page = await worker.GetAsync("/manage/gifts/offline/new?fund=meiyuan");
        var refused = await worker.SubmitAsync(page, "main form[method=post]", fields);
        Assert.Contains("已经登记过", refused.Text(), StringComparison.Ordinal);

        var finance = await app.SignInConfirmedAsync("Finance");
        var details = await finance.GetAsync($"/manage/gifts/offline/{first.Id}");
        var unexplained = await finance.SubmitAsync(details, "form[action$='/decline']", ("reason", ""));
        Assert.Contains("请说明原因", unexplained.Text(), StringComparison.Ordinal);
        await finance.SubmitAsync(details, "form[action$='/decline']", ("reason", "金额不符"));
        Assert.Equal(OfflineGiftProcess.IsDeclined, (await ReadAsync(app, first.Id)).State);

        Assert.NotEqual(first.Id, (await EnterAsync(app, worker, fields)).Id);
    }

    [Theory, OnEveryDatabase]
    public async Task Enter_TheSameFormAgain_IsOneEntryButAnotherGiftIsAnother(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var worker = await app.SignInAsync("worker");
        var page = await worker.GetAsync("/manage/gifts/offline/new?fund=meiyuan");
        (string, string)[] first = [("Amount", "30"), ("DonorName", "头一位"), ("FirstWitness", "甲"), ("SecondWitness", "乙")];
        (string, string)[] second = [("Amount", "40"), ("DonorName", "下一位"), ("FirstWitness", "甲"), ("SecondWitness", "乙")];

        // Sent twice by an impatient hand; then back to the same form with the next donor, and that twice too.
        var entered = new List<OfflineGift>();
        foreach (var fields in ((string, string)[][])[first, first, second, second])
        {
            await worker.SubmitAsync(page, "main form[method=post]", fields);
            entered.Add(await ReadAsync(app, Guid.Parse(worker.Location!.Split('/')[^1])));
        }

        Assert.Equal(entered[0].Id, entered[1].Id);
        Assert.Equal(entered[2].Id, entered[3].Id);
        Assert.Equal([("头一位", 3_000L), ("下一位", 4_000L)], new[] { entered[0], entered[2] }.Select(gift => (gift.DonorName, gift.AmountMinor)));

        // A declined one sent again waits for a second person again, and that once.
        Assert.Null((await app.SendAsync(new DeclineOfflineGift(entered[0].Id, 0, "金额不符"))).Failure);
        await worker.SubmitAsync(page, "main form[method=post]", first);
        var again = await ReadAsync(app, Guid.Parse(worker.Location!.Split('/')[^1]));
        await worker.SubmitAsync(page, "main form[method=post]", first);
        Assert.EndsWith(again.Id.ToString(), worker.Location!, StringComparison.Ordinal);
        Assert.Equal((false, OfflineGiftProcess.Entered, "头一位"), (again.Id == entered[0].Id, again.State, again.DonorName));
    }

    [Theory, OnEveryDatabase]
    public async Task Enter_ADayLongBeforeTheFund_IsRefusedAndSaysWhatToDo(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var worker = await app.SignInAsync("worker");
        var opened = (await app.InScopeAsync(services => services.GetRequiredService<IFunds>().FindAsync("meiyuan", CancellationToken.None)))!.OpenedOn!.Value;
        var page = await worker.GetAsync("/manage/gifts/offline/new?fund=meiyuan");
        foreach (var (day, isRefused) in ((string, bool)[])[("0206-03-01", true), (DayWords.Iso(opened.AddYears(-1).AddDays(-1)), true), (DayWords.Iso(opened.AddYears(-1)), false)])
        {
            var answer = await worker.SubmitAsync(page, "main form[method=post]", ("Amount", "10"), ("FirstWitness", "甲"), ("SecondWitness", "乙"), ("ReceivedOn", day));

            Assert.Equal(isRefused, worker.Location is null);
            Assert.Equal(isRefused, answer.QuerySelector(".error-summary")?.TextContent.Contains("请核对年份", StringComparison.Ordinal) == true);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Enter_AnyGift_KeepsNamesOutOfTheAuditTrail(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var gift = await EnterAsync(
            app, await app.SignInAsync("worker"), ("Amount", "10"), ("DonorName", "不愿留名者"), ("Anonymous", "true"), ("FirstWitness", "见证人甲"), ("SecondWitness", "见证人乙"));

        var trail = string.Join('\n', (await AuditOfAsync(app, gift.Id)).Select(Regex.Unescape));

        Assert.Contains("1000", trail, StringComparison.Ordinal);
        Assert.All((string[])["不愿留名者", "见证人甲", "见证人乙"], name => Assert.DoesNotContain(name, trail, StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Enter_ForAFundOfOthers_IsNotFound(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var worker = await app.SignInAsync("worker");
        var page = await worker.GetAsync("/manage/gifts/offline/new");

        await worker.SubmitAsync(page, "main form[method=post]", ("Fund", "qingzhu"), ("Amount", "10"), ("FirstWitness", "甲"), ("SecondWitness", "乙"));

        worker.AssertStatus(HttpStatusCode.NotFound);
    }

    /// <summary>What the donor holds is the receipt, what the bookkeeper holds is the fingerprint of the transfer.</summary>
    [Theory, OnEveryDatabase]
    public async Task Journal_SearchedByReceiptOrFingerprint_FindsTheEntryAndNamesNobody(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var worker = await app.SignInAsync("worker");
        var gift = await EnterAsync(app, worker, ("Source", "Bank"), ("Amount", "77"), ("BankReference", $"R{Guid.NewGuid():N}"[..20]), ("DonorName", "端木无名"));
        var finance = await app.SignInConfirmedAsync("Finance");
        await finance.SubmitAsync(await finance.GetAsync($"/manage/gifts/offline/{gift.Id}"), "form[action$='/confirm']");
        var donation = await app.GiftAsync((await ReadAsync(app, gift.Id)).DonationId!.Value);
        var entry = Assert.Single(await app.EntriesOfAsync(donation));

        foreach (var words in (string[])[donation.ReceiptNumber!, entry.ProviderObject!])
        {
            var page = await app.Visit().GetAsync($"/transparency/ledger?q={Uri.EscapeDataString(words)}");

            Assert.Equal([$"/transparency/ledger/{entry.Number}"], page.QuerySelectorAll("#journal ~ .table-wrap tbody th a").Select(link => link.GetAttribute("href")));
            Assert.DoesNotContain("端木", page.Text(), StringComparison.Ordinal);
        }

        Assert.Empty((await app.Visit().GetAsync("/transparency/ledger?q=2099-999999")).QuerySelectorAll("#journal ~ .table-wrap tbody tr"));
    }

    [Theory, OnEveryDatabase]
    public async Task List_OfDecidedGifts_BeginsWithTheOneDecidedLast(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var worker = await app.SignInAsync("worker");
        var older = await EnterAsync(app, worker, ("Amount", "11"), ("FirstWitness", "甲"), ("SecondWitness", "乙"));
        var newer = await EnterAsync(app, worker, ("Amount", "12"), ("FirstWitness", "甲"), ("SecondWitness", "乙"));
        var finance = await app.SignInConfirmedAsync("Finance");
        foreach (var gift in (OfflineGift[])[newer, older])
        {
            await finance.SubmitAsync(await finance.GetAsync($"/manage/gifts/offline/{gift.Id}"), "form[action$='/confirm']");
        }

        var page = await finance.GetAsync("/manage/gifts/offline");

        var rows = page.QuerySelectorAll("section[aria-labelledby=decided] tbody tr");
        Assert.Equal([$"/manage/gifts/offline/{older.Id}", $"/manage/gifts/offline/{newer.Id}"], rows.Take(2).Select(row => row.QuerySelector("a")!.GetAttribute("href")));
        Assert.Equal(DayWords.Iso((await ReadAsync(app, older.Id)).DecidedUtc!.Value), rows[0].QuerySelector("td:last-child time")!.GetAttribute("datetime"));
    }

    private static async Task<OfflineGift> EnterAsync(CharityApp app, Visitor visitor, params (string Name, string Value)[] fields)
    {
        var page = await visitor.GetAsync("/manage/gifts/offline/new?fund=meiyuan");
        await visitor.SubmitAsync(page, "main form[method=post]", fields);
        Assert.True(visitor.Location is not null, $"The gift was not entered: {(int)visitor.Status}.");
        return await ReadAsync(app, Guid.Parse(visitor.Location.Split('/')[^1]));
    }

    private static Task<List<string>> AuditOfAsync(CharityApp app, Guid id) => app.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<AuditEntry>().Where(entry => entry.SubjectId == id.ToString()).Select(entry => entry.Before + entry.After).ToListAsync());

    private static Task<OfflineGift> ReadAsync(CharityApp app, Guid id) =>
        app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OfflineGift>().AsNoTracking().SingleAsync(gift => gift.Id == id));
}
