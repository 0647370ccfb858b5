using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using Charity.Disclosure.Books;
using Charity.Funds.Contracts;
using Charity.Platform.Text;
using Charity.Tests.Support;

namespace Charity.Tests.Disclosure;

public sealed class BooksTests(SharedSites sites) : IClassFixture<SharedSites>
{
    [Theory, OnEveryDatabase]
    public async Task FrontPage_WithMoneyInEveryState_ShowsFiguresThatFitEachOther(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var books = new PublicBooks(app);
        await books.GiftAsync("meiyuan", 100_000);
        var mistake = await books.GiftAsync("meiyuan", 7_000);
        await books.ReverseAsync(mistake, "Counted twice.");
        await books.RefundAsync("meiyuan", 1_000);
        await books.CommitAsync("meiyuan", "canteen", 40_000);
        await books.PayAsync("meiyuan", "canteen", 15_000);
        await books.ReserveAsync("meiyuan", "canteen", 2_000);

        var page = await app.SendAsync(new ShowBooks());

        var all = Assert.Single(page.Value.Totals);
        Assert.Equal(new FundFigures("CNY", 99_000, 27_000, 15_000, 57_000, 0, 0, 1, all.AsOfUtc), all);
        Assert.Equal(all.RaisedMinor + all.ReturnedMinor, all.CommittedMinor + all.PaidOutMinor + all.AvailableMinor + all.ChargedMinor);
        Assert.Equal(all.RaisedMinor, page.Value.Funds.Sum(fund => fund.Figures.RaisedMinor));
        Assert.Equal(12, page.Value.Months.Latest.Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Months_WithOlderGiftsRefundsAndCorrections_AddUpToTheMoneyReceived(DatabaseKind database)
    {
        await using var app = await CharityApp.StartAsync(database);
        var books = new PublicBooks(app);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await books.GiftAsync("meiyuan", 100_000, today);
        await books.GiftAsync("meiyuan", 30_000, today.AddYears(-2));
        await books.ReverseAsync(await books.GiftAsync("meiyuan", 7_000, today), "Counted twice.", today);
        await books.RefundAsync("meiyuan", 1_000, today);

        var page = (await app.SendAsync(new ShowBooks())).Value;

        Assert.Equal((30_000, -8_000), (page.Months.EarlierMinor, page.Months.TakenOffMinor));
        Assert.Equal(page.Totals[0].RaisedMinor, page.Months.SumMinor);
        var table = (await app.Visit().GetAsync("/transparency")).QuerySelector("table:has(tfoot)")!;
        var shown = table.QuerySelectorAll("tbody td").Sum(cell => decimal.Parse(cell.TextContent.Replace("¥", string.Empty, StringComparison.Ordinal), System.Globalization.NumberStyles.Currency, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(1_290.00m, shown);
        Assert.Contains("¥1,290.00", table.QuerySelector("tfoot")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task FrontPage_OfEveryFund_ShowsWhatTheFundsApiSays(DatabaseKind database)
    {
        await using var app = await CharityApp.StartAsync(database);
        await new PublicBooks(app).GiftAsync("meiyuan", 123_456);
        await new PublicBooks(app).CommitAsync("meiyuan", "canteen", 23_456);

        var fund = await app.Visit().Http.GetFromJsonAsync<JsonElement>("/api/v1/funds/meiyuan");
        var page = await app.Visit().GetAsync("/transparency");

        var shown = page.QuerySelectorAll("tr:has(a[href='/transparency/funds/meiyuan']) td").Select(cell => cell.TextContent).ToList();
        Assert.Equal(
            new[] { "raisedMinor", "committedMinor", "paidOutMinor", "availableMinor" }.Select(name => Money.Format(fund.GetProperty(name).GetInt64(), "CNY")),
            shown);
    }

    [Fact]
    public async Task Pages_ForVisitors_SetNoCookieAndAreKept()
    {
        await using var app = await CharityApp.StartAsync(DatabaseKind.Sqlite);
        await new PublicBooks(app).GiftAsync("meiyuan", 5_000);
        foreach (var address in new[] { "/transparency", "/transparency/check", "/transparency/ledger", "/transparency/ledger/1", "/transparency/funds/meiyuan" })
        {
            var answer = await app.Visit().Http.GetAsync(address);

            answer.EnsureSuccessStatusCode();
            Assert.False(answer.Headers.Contains("Set-Cookie"), address);
            Assert.NotNull((await app.Visit().Http.GetAsync(address)).Headers.Age); // so the second visitor was served from the cache
            Assert.DoesNotContain("style=", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pages_OfTheBooks_LinkOnlyToPagesThatAreThere()
    {
        await using var app = await CharityApp.StartAsync(DatabaseKind.Sqlite);
        var books = new PublicBooks(app);
        await books.GiftAsync("meiyuan", 5_000);
        await books.CommitAsync("meiyuan", "canteen", 1_000);
        var http = app.Visit().Http;
        var links = new HashSet<string>(StringComparer.Ordinal);
        foreach (var address in new[] { "/transparency", "/transparency/check", "/transparency/ledger", "/transparency/ledger/2", "/transparency/funds/meiyuan" })
        {
            var page = await app.Visit().GetAsync(address);
            links.UnionWith(page.QuerySelectorAll("main a[href^='/']").Select(link => link.GetAttribute("href")!));
        }

        Assert.True(links.Count > 20);
        foreach (var link in links)
        {
            Assert.True((await http.GetAsync(link)).IsSuccessStatusCode, link);
        }
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(99_999, 3)]
    [InlineData(123_456_789, 4)]
    [InlineData(long.MaxValue / 16, 5)]
    public void Chart_OfAnyAmounts_StaysInThePicture(long largest, int mostLines)
    {
        var chart = ColumnChart.Of([0, largest / 2, largest, -5]);

        Assert.InRange(chart.Lines.Count, 2, 5);
        Assert.True(chart.Lines[^1].Value >= largest, $"expected about {mostLines} lines");
        Assert.All(chart.Columns, column => Assert.InRange(double.Parse(column.Y, System.Globalization.CultureInfo.InvariantCulture), ColumnChart.Top, ColumnChart.Bottom));
        Assert.Equal("0", chart.Columns[3].Height);
    }
}
