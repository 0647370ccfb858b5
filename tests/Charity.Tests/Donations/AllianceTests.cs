using System.Net;
using AngleSharp.Dom;
using Charity.Donations.Alliance;
using Charity.Donations.Offline;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Donations;

/// <summary>Merchants: joining, pledging, telling, paying.</summary>
[Collection(nameof(GiftSites))]
public sealed class AllianceTests(GiftSites sites)
{
    [Theory]
    [InlineData(PledgeKind.PerSale, 50, 1820, 91_000)]
    [InlineData(PledgeKind.PerSale, 100_000, 1_000_000, 100_000_000_000)]
    [InlineData(PledgeKind.PerSale, 50, 0, 0)]
    [InlineData(PledgeKind.Turnover, 150, 333, 5)] // 4.995
    [InlineData(PledgeKind.Turnover, 150, 332, 5)] // 4.98
    [InlineData(PledgeKind.Turnover, 5_000, 1, 1)] // half a fen goes up
    [InlineData(PledgeKind.Turnover, 5_000, 3, 2)]
    [InlineData(PledgeKind.Turnover, 1, 4_999, 0)]
    [InlineData(PledgeKind.Turnover, 1, 5_000, 1)]
    [InlineData(PledgeKind.Turnover, 10_000, AmountParser.Largest, AmountParser.Largest)]
    internal void Pledge_ForAMonth_IsRoundedOnceHalfAwayFromZero(PledgeKind kind, int rate, long basis, long owed) => Assert.Equal(owed, new Pledge(kind, rate).For(basis));

    [Theory, OnEveryDatabase]
    public async Task Merchant_AppliedAdmittedToldAndPaid_StandsOnThePublicPages(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var shop = site.Visit();
        var form = await shop.OpenAsync("/alliance/join");
        var name = $"面馆{Guid.NewGuid().ToString("N")[..6]}";
        (string, string)[] typed =
        [
            ("Name.Zh", name), ("Category", "Food"), ("AreaCode", "meiyuan"), ("Address.Zh", "梅园路 2 号"), ("Fund", "meiyuan"), ("PledgeKind", "Turnover"), ("PledgeRate", "1.5"), ("ContactName", "邵老板"),
            ("ContactTelephone", "138 1234 5678"), ("ContactEmail", "shao@merchants.example"),
        ];
        var refused = await shop.SubmitAsync(form, "form[action='/alliance/join']", typed);
        Assert.Equal(["#HasConsent"], refused.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")!));
        await shop.SubmitAsync(refused, "form[action='/alliance/join']", ("HasConsent", "true"));
        Assert.Equal("/alliance", shop.Location);

        var id = Guid.Parse(form.QuerySelector("input[name=FormId]")!.GetAttribute("value")!);
        await shop.GetAsync($"/alliance/{(await site.MerchantAsync(id)).Slug}");
        shop.AssertStatus(HttpStatusCode.NotFound);
        var officer = await site.SignInAsync("officer");
        await officer.SubmitAsync(await officer.OpenAsync($"/manage/alliance/{id}"), "form[action$='/moves']", ("trigger", "admit"), ("on", DayWords.Iso(site.LastMonth())));
        var merchant = await site.MerchantAsync(id);
        Assert.Equal(MerchantProcess.Active, merchant.State);
        Assert.Single(await site.MailsAsync($"merchant-admitted:{id:N}"));

        var page = await shop.OpenAsync($"/alliance/{merchant.Slug}/settle/{merchant.SettlementKey}");
        var told = await shop.SubmitAndFollowAsync(page, "form[action*='/settle/']", ("basis", "36,842.50"));
        Assert.Contains("¥552.64", told.Text(), StringComparison.Ordinal); // 552.6375
        var settlement = Assert.Single(await site.SettlementsAsync(id));
        Assert.Contains("¥552.64", Assert.Single(await site.MailsAsync($"merchant-owes:{settlement.Id:N}")).Text, StringComparison.Ordinal);

        var finance = await site.SignInConfirmedAsync("Finance");
        await finance.SubmitAsync(await finance.OpenAsync($"/manage/alliance/{id}"), "form[action$='/money']", ("source", "Bank"), ("bankReference", $"R{Guid.NewGuid():N}"[..20]));
        var gift = finance.Location!;
        Assert.StartsWith("/manage/gifts/offline/", gift, StringComparison.Ordinal);
        await finance.SubmitAsync(await finance.OpenAsync(gift), "form[action$='/confirm']");
        finance.AssertStatus(HttpStatusCode.Forbidden); // whoever entered it does not confirm it
        var second = await site.SignInConfirmedAsync("Finance");
        await second.SubmitAsync(await second.OpenAsync(gift), "form[action$='/confirm']");

        Assert.Equal((55_264, 1), ((await site.MerchantAsync(id)).GivenMinor, (await site.MerchantAsync(id)).GiftCount));
        Assert.Contains("¥552.64", (await site.Visit().OpenAsync($"/alliance/{merchant.Slug}")).Text(), StringComparison.Ordinal);
        Assert.Contains(name, (await site.Visit().OpenAsync("/alliance?area=meiyuan")).Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(name, (await site.Visit().OpenAsync("/alliance?area=xinhe")).Text(), StringComparison.Ordinal);
        Assert.StartsWith("<svg", await site.Visit().Http.GetStringAsync($"/alliance/{merchant.Slug}/qr.svg"), StringComparison.Ordinal);
        await site.AssertBooksAreRightAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Apply_WithOneWrongThing_IsRefusedForIt(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var form = AllianceSteps.Form();
        (ApplyToAlliance Form, string Code)[] wrong =
        [
            (form with { HasConsent = false }, "merchant_consent_missing"),
            (form with { Name = new() { Zh = "​" } }, "merchant_name_missing"),
            (form with { Name = new() { Zh = new string('长', 51) } }, "text_too_long"),
            (form with { Category = (MerchantCategory)99 }, "merchant_category_missing"),
            (form with { AreaCode = "nowhere" }, "merchant_area_missing"),
            (form with { Fund = "luwan" }, "merchant_fund_missing"), // a draft takes no gifts
            (form with { PledgeRate = "0" }, "pledge_rate_wrong"),
            (form with { PledgeRate = "-1" }, "pledge_rate_wrong"),
            (form with { PledgeRate = "0.005" }, "pledge_rate_wrong"),
            (form with { PledgeRate = "1000.01" }, "pledge_rate_wrong"),
            (form with { PledgeKind = PledgeKind.Turnover, PledgeRate = "100.01" }, "pledge_rate_wrong"),
            (form with { ContactTelephone = "12345" }, "contact_telephone_wrong"),
            (form with { ContactEmail = "shao@" }, "contact_email_wrong"),
            (form with { FormId = Guid.Empty }, "form_missing"),
        ];

        foreach (var (typed, code) in wrong)
        {
            var failure = (await site.SendAsync(typed)).Failure;
            Assert.True(failure?.Code == code || failure?.Fields.Any(field => field.Code == code) == true, $"{code} expected, {failure?.Code}");
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => AllianceSteps.Demand(await site.SendAsync(form)))); // one form, one merchant
        Assert.Equal(MerchantProcess.Applied, (await site.MerchantAsync(form.FormId)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Tell_OfTheSameMonth_IsTakenOnce(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var merchant = await site.MakeMerchantAsync();

        var results = await Task.WhenAll(Enumerable.Range(1, 5).Select(number => site.TellAsync(merchant, number.ToString(System.Globalization.CultureInfo.InvariantCulture))));

        Assert.Single(results, result => result.Succeeded);
        Assert.All(results.Where(result => !result.Succeeded), result => Assert.Equal("month_told", result.Failure!.Code));
        Assert.Single(await site.SettlementsAsync(merchant.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task Tell_OfWhatCannotBe_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var merchant = await site.MakeMerchantAsync();
        var last = site.LastMonth();

        Assert.Equal("month_not_pledged", (await site.TellAsync(merchant, "1", last.AddMonths(1))).Failure!.Code); // not over
        Assert.Equal("month_not_pledged", (await site.TellAsync(merchant, "1", last.AddMonths(-3))).Failure!.Code); // before its pledge
        Assert.Equal("month_not_pledged", (await site.TellAsync(merchant, "1", last.AddDays(3))).Failure!.Code);
        foreach (var basis in new[] { "", "-1", "1.5", "1000001", "=1+1", "99999999999999999999", "一" })
        {
            Assert.Equal("sales_wrong", (await site.TellAsync(merchant, basis)).Failure!.Code);
        }

        foreach (var key in new[] { "", "x", merchant.SettlementKey[..^1], merchant.SettlementKey + "0", (await site.MakeMerchantAsync()).SettlementKey })
        {
            Assert.Equal("merchant_unknown", (await site.SendAsync(new TellSales(merchant.Slug, key, last, "1"))).Failure!.Code);
            Assert.Equal("merchant_unknown", (await site.SendAsync(new ShowSales(merchant.Slug, key))).Failure!.Code);
        }

        Assert.Empty(await site.SettlementsAsync(merchant.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task Correct_AMonth_KeepsTheEarlierRow(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var merchant = await site.MakeMerchantAsync();
        AllianceSteps.Demand(await site.TellAsync(merchant, "100"));
        var correction = new EnterSettlement(merchant.Id, site.LastMonth(), 1, "120", "漏记二十单");

        Assert.Contains((await site.SendAsync(correction with { Reason = " " })).Failure!.Fields, field => field.Code == "correction_reason_missing");
        var both = await Task.WhenAll(site.SendAsync(correction), site.SendAsync(correction with { Basis = "130" }));
        Assert.Single(both, result => result.Succeeded);
        Assert.Equal("changed_meanwhile", both.Single(result => !result.Succeeded).Failure!.Code);

        var rows = await site.SettlementsAsync(merchant.Id);
        Assert.Equal([(1, false, 5_000L), (2, true, both[0].Succeeded ? 6_000L : 6_500L)], rows.Select(row => (row.Number, row.IsCurrent, row.AmountMinor)));
        Assert.Contains("漏记二十单", Assert.Single(await site.MailsAsync($"merchant-owes:{rows[1].Id:N}")).Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Correct_AMonthWhoseMoneyCame_IsRefusedUntilTheGiftIsDeclined(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var merchant = await site.MakeMerchantAsync();
        var (settlement, gift) = await site.OweAndReceiveAsync(merchant);
        var correction = new EnterSettlement(merchant.Id, site.LastMonth(), 1, "120", "漏记");

        Assert.Equal("month_paid", (await site.SendAsync(correction)).Failure!.Code);
        AllianceSteps.Demand(await site.SendAsync(new DeclineOfflineGift(gift, 0, "没有到账")));
        AllianceSteps.Demand(await site.SendAsync(correction));
        var replaced = await site.SendAsync(AllianceSteps.Money(settlement) with { Version = 2 });

        Assert.Equal("changed_meanwhile", replaced.Failure!.Code); // the row that was corrected is owed no more
    }

    [Theory, OnEveryDatabase]
    public async Task Book_ByManyAtOnce_EntersOneGift(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var merchant = await site.MakeMerchantAsync();
        AllianceSteps.Demand(await site.TellAsync(merchant, "100"));
        var settlement = Assert.Single(await site.SettlementsAsync(merchant.Id));

        var booked = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => site.SendAsync(AllianceSteps.Money(settlement))));

        Assert.Single(booked.Select(result => result.Value).Distinct());
        AllianceSteps.Demand(await site.SendAsync(new DeclineOfflineGift(booked[0].Value, 0, "没有到账")));
        var again = await site.SendAsync(AllianceSteps.Money(settlement) with { Version = 1 });
        Assert.NotEqual(booked[0].Value, again.Value);
        Assert.True((await site.SendAsync(new ConfirmOfflineGift(again.Value, 0))).Succeeded);
        Assert.Equal((5_000, 1), ((await site.MerchantAsync(merchant.Id)).GivenMinor, (await site.MerchantAsync(merchant.Id)).GiftCount));
        await site.AssertBooksAreRightAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Book_WithoutEvidenceOrForNothing_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (idle, busy) = (await site.MakeMerchantAsync(), await site.MakeMerchantAsync());
        AllianceSteps.Demand(await site.TellAsync(idle, "0"));
        AllianceSteps.Demand(await site.TellAsync(busy, "10"));
        var money = AllianceSteps.Money(Assert.Single(await site.SettlementsAsync(busy.Id)));

        Assert.Equal("settlement_nothing", (await site.SendAsync(AllianceSteps.Money(Assert.Single(await site.SettlementsAsync(idle.Id))))).Failure!.Code);
        Assert.Contains((await site.SendAsync(money with { BankReference = null })).Failure!.Fields, field => field.Code == "bank_reference_missing");
        Assert.Contains((await site.SendAsync(money with { Source = Charity.Donations.Giving.GiftSource.Online })).Failure!.Fields, field => field.Code == "source_missing");
        Assert.Contains((await site.SendAsync(money with { Source = Charity.Donations.Giving.GiftSource.Cash, FirstWitness = "甲", SecondWitness = "甲" })).Failure!.Fields, field => field.Code == "witnesses_same");
        Assert.Contains((await site.SendAsync(money with { ReceivedOn = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(5)) })).Failure!.Fields, field => field.Code == "day_in_future");
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_WithATotalThatIsWrong_NamesTheMerchant(DatabaseKind database)
    {
        await using var site = await GiftSites.StartAsync(database);
        var merchant = await site.MakeMerchantAsync();
        await site.SqlAsync($"UPDATE \"Donations_Merchants\" SET \"GivenMinor\" = 1 WHERE \"Id\" = {merchant.Id}");

        var (code, output) = await site.RunAsync("verify");

        Assert.Equal(1, code);
        Assert.Contains($"merchant {merchant.Slug}", output, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Alliance_ForOthers_IsClosed(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var merchant = await site.MakeMerchantAsync();

        foreach (var role in new[] { "CommunityWorker", "FundManager", "Editor", "Resident", "Finance" })
        {
            Assert.Equal(FailureKind.Forbidden, (await site.SendAsAsync(role, new MoveMerchant(merchant.Id, MerchantProcess.Leave, 1, null, null))).Failure!.Kind);
            Assert.Equal(FailureKind.Forbidden, (await site.SendAsAsync(role, new EnterSettlement(merchant.Id, site.LastMonth(), 0, "1", null))).Failure!.Kind);
        }

        Assert.Equal(FailureKind.Forbidden, (await site.SendAsAsync("CommunityWorker", new ShowMerchantDesk(merchant.Id))).Failure!.Kind);
        var seen = (await site.SendAsAsync("Finance", new ShowMerchantDesk(merchant.Id))).Value;
        Assert.Equal((false, null), (seen.MayManage, seen.SettlementAddress));
        var finance = await site.SignInAsync("finance");
        Assert.DoesNotContain("13812345678", (await finance.OpenAsync($"/manage/alliance/{merchant.Id}")).Text(), StringComparison.Ordinal);
    }
}
