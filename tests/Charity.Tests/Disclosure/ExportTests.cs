using System.Globalization;
using System.Net;
using Charity.Tests.Support;
using CsvHelper;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Charity.Tests.Disclosure;

public sealed class ExportTests(SharedSites sites) : IClassFixture<SharedSites>
{
    [Theory, OnEveryDatabase]
    public async Task JournalAsCsv_OfAFilter_HoldsExactAmountsAndNoFormula(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var books = new PublicBooks(app);
        await books.GiftAsync("meiyuan", 1, reference: "=HYPERLINK(\"http://evil.example\")");
        await books.GiftAsync("meiyuan", 99_999_999_999, reference: "donation:large");
        await books.GiftAsync("tingtao", 500, reference: "donation:elsewhere");

        var rows = await ReadCsvAsync(app, "/transparency/ledger/export?format=csv&fund=meiyuan");

        Assert.Equal(["0.01", "999999999.99"], rows.Select(row => row["Amount"]));
        Assert.Equal(["'=HYPERLINK(\"http://evil.example\")", "donation:large"], rows.Select(row => row["Booking reference"]));
        Assert.All(rows, row => Assert.Equal("fund:meiyuan:available", row["Credit"]));
        Assert.All(rows, row => Assert.Equal(64, row["Fingerprint"].Length));
    }

    [Theory, OnEveryDatabase]
    public async Task JournalAsWorkbook_OfAFilter_HoldsTextsAsTextsAndAmountsAsNumbers(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        await new PublicBooks(app).GiftAsync("liudi", 12_345, reference: "=1+1");

        var content = await app.Visit("en").Http.GetByteArrayAsync("/transparency/ledger/export?format=xlsx&fund=liudi");

        using var workbook = SpreadsheetDocument.Open(new MemoryStream(content), isEditable: false);
        var cells = workbook.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().Skip(1).Single().Elements<Cell>().ToList();
        Assert.DoesNotContain(cells, cell => cell.CellFormula is not null);
        Assert.Contains(cells, cell => cell.InnerText == "=1+1" && cell.DataType!.Value == CellValues.InlineString);
        Assert.Contains(cells, cell => cell.DataType is null && decimal.TryParse(cell.InnerText, CultureInfo.InvariantCulture, out var amount) && amount == 123.45m);
    }

    [Theory, OnEveryDatabase]
    public async Task TrialBalanceAsCsv_AddedUp_HasEqualSums(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        await new PublicBooks(app).GiftAsync("wandu", 7_777);

        var rows = await ReadCsvAsync(app, "/transparency/ledger/accounts/export?format=csv");

        Assert.Equal(Sum("Debits"), Sum("Credits"));
        Assert.True(Sum("Debits") >= 77.77m);

        decimal Sum(string column) => rows.Sum(row => decimal.Parse(row[column], CultureInfo.InvariantCulture));
    }

    [Theory, OnEveryDatabase]
    public async Task JournalAsCsv_OfAGift_NamesBothAccountsBesideTheirCodes(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        await new PublicBooks(app).GiftAsync("xinhe", 700);

        var row = (await ReadCsvAsync(app, "/transparency/ledger/export?format=csv&fund=xinhe"))[^1];

        Assert.Equal("fund:xinhe:available", row["Credit"]);
        Assert.Equal(row["Money to"], row["Credited account"]);
        Assert.Equal(row["Money from"], row["Debited account"]);
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}$", row["Written down UTC+8"]);
    }

    [Theory]
    [InlineData("/transparency/ledger/export")]
    [InlineData("/transparency/ledger/accounts/export")]
    [InlineData("/transparency/funds/meiyuan/export")]
    public async Task Download_InAFormatThatThereIsNot_SaysWhichThereAre(string address)
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var visitor = app.Visit("en");

        var page = await visitor.GetAsync(address + "?format=pdf");

        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        Assert.Contains("There is no other format.", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JournalAsCsv_WithTamperedFilter_LeadsToThePageThatSaysWhy()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var visitor = app.Visit();

        var page = await visitor.OpenAsync("/transparency/ledger/export?format=csv&from=junk&q=kept");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.NotNull(page.QuerySelector(".error-summary"));
    }

    [Fact]
    public async Task Downloads_AskedForWithoutEnd_AreSlowedDown()
    {
        await using var app = await CharityApp.StartAsync(DatabaseKind.Sqlite, settings: ("RateLimits:search", "2"));
        var http = app.Visit().Http;
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/transparency/ledger/export?format=csv")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await http.GetAsync("/transparency/ledger/export?format=csv")).StatusCode);
    }

    internal static async Task<List<Dictionary<string, string>>> ReadCsvAsync(CharityApp app, string address)
    {
        using var reader = new CsvReader(new StringReader(await app.Visit("en").Http.GetStringAsync(address)), CultureInfo.InvariantCulture);
        await reader.ReadAsync();
        reader.ReadHeader();
        var rows = new List<Dictionary<string, string>>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.HeaderRecord!.ToDictionary(header => header.TrimStart('\uFEFF'), header => reader.GetField(header)!));
        }

        return rows;
    }
}
