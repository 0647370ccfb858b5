using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Charity.Tests.Support;

namespace Charity.Tests.Disclosure;

public sealed class StatementTests(SharedSites sites) : IClassFixture<SharedSites>
{
    private static readonly DateOnly March = new(2026, 3, 31);
    private static readonly DateOnly April = new(2026, 4, 1);

    [Theory, OnEveryDatabase]
    public async Task Statement_OfAMonth_AddsUpAndHandsItsBalanceOn(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var books = new PublicBooks(app);
        await books.GiftAsync("meiyuan", 100_000, March);
        await books.FeeAsync("meiyuan", 600, March);
        var mistake = await books.GiftAsync("meiyuan", 5_000, March);
        await books.ReverseAsync(mistake, "Counted twice.", April);
        await books.RefundAsync("meiyuan", 10_000, April);
        await books.CommitAsync("meiyuan", "canteen", 40_000, April);
        await books.PayAsync("meiyuan", "canteen", 15_000, April);

        var march = await FiguresAsync(app, "meiyuan", "2026-03");
        var april = await FiguresAsync(app, "meiyuan", "2026-04");
        var may = await FiguresAsync(app, "meiyuan", "2026-05");

        Assert.Equal((0m, 1_050.00m, 6.00m, 1_044.00m), march);
        Assert.Equal((1_044.00m, 0m, 300.00m, 744.00m), april);
        Assert.Equal((744.00m, 0m, 0m, 744.00m), may);
    }

    [Theory, OnEveryDatabase]
    public async Task Statement_Downloaded_SaysTheSameAsThePage(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var books = new PublicBooks(app);
        await books.GiftAsync("tingtao", 8_888, March);
        await books.FeeAsync("tingtao", 53, March);

        var rows = await ExportTests.ReadCsvAsync(app, "/transparency/funds/tingtao/export?month=2026-03&format=csv");

        Assert.Equal(["0.00", "88.88", "-0.53", "88.35"], rows.Select(row => row["Amount"]));
    }

    [Theory, OnEveryDatabase]
    public async Task Statement_OfEveryLine_LinksToTheEntriesBehindIt(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var books = new PublicBooks(app);
        var gift = await books.GiftAsync("wandu", 100, March);
        await books.GiftAsync("wandu", 200, April);
        var visitor = app.Visit();

        var page = await visitor.GetAsync(PublicBooks.Fresh("/transparency/funds/wandu?month=2026-03"));
        var entries = await visitor.GetAsync(page.QuerySelector("article tbody a[href*='kind=gift']")!.GetAttribute("href")!);

        Assert.Equal([gift.Number], JournalTests.Numbers(entries));
        Assert.Contains(page.QuerySelectorAll("select[name=month] option"), option => option.GetAttribute("value") == "2026-04");
    }

    [Theory]
    [InlineData("junk")]
    [InlineData("2026-13")]
    [InlineData("9999-12")]
    [InlineData("0001-01")]
    [InlineData("2026-03-01")]
    [InlineData("%00")]
    public async Task Statement_OfATamperedMonth_SaysHowToWriteIt(string month)
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var visitor = app.Visit("en");

        foreach (var address in new[] { $"/transparency/funds/meiyuan?month={month}", $"/transparency/funds/meiyuan/export?month={month}&format=xlsx" })
        {
            var page = await visitor.GetAsync(address);

            Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
            Assert.Contains("Write the month as year and month", page.Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("no-such-fund")]
    [InlineData("luwan")]
    [InlineData("..%2F..%2Fetc")]
    public async Task Statement_OfAnUnknownFund_IsAHelpfulNotFound(string slug)
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var visitor = app.Visit();

        var page = await visitor.GetAsync("/transparency/funds/" + slug);

        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        Assert.NotNull(page.QuerySelector("main a[href='/transparency']"));
    }

    private static async Task<(decimal Opening, decimal In, decimal Out, decimal Closing)> FiguresAsync(CharityApp app, string fund, string month)
    {
        var page = await app.Visit("en").GetAsync(PublicBooks.Fresh($"/transparency/funds/{fund}?month={month}"));
        return (Figure(page, "Opening balance"), Figure(page, "Came in"), Figure(page, "Went out"), Figure(page, "Closing balance"));
    }

    private static decimal Figure(IHtmlDocument page, string name) => decimal.Parse(
        page.QuerySelectorAll("article .table:first-of-type tr").First(row => row.QuerySelector("th")!.TextContent.Trim() == name && row.QuerySelectorAll("td").Length == 1).QuerySelector("td")!.TextContent,
        NumberStyles.Currency,
        CultureInfo.GetCultureInfo("zh-CN"));
}
