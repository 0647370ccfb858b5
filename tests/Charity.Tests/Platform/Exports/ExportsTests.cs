using System.Text;
using Charity.Platform.Exports;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Microsoft.AspNetCore.Http;
using Table = Charity.Platform.Exports.Table;

namespace Charity.Tests.Platform.Exports;

public sealed class ExportsTests
{
    private sealed record Gift(string? Donor, long? Minor, DateOnly? Day = null, DateTime? AtUtc = null, decimal? Count = null);

    private static Table<Gift> Gifts(params Gift[] gifts) => Describe(gifts.ToAsyncEnumerable());

    private static Table<Gift> Describe(IAsyncEnumerable<Gift> gifts) => Table.From("捐赠: 2026/03", gifts)
        .Text("捐赠人", gift => gift.Donor)
        .Money("金额", gift => gift.Minor)
        .Date("日期", gift => gift.Day)
        .Moment("时间", gift => gift.AtUtc)
        .Number("人次", gift => gift.Count);

    private static readonly Gift Full = new("王小明", 123456, new DateOnly(2026, 3, 1), new DateTime(2026, 3, 1, 20, 30, 0, DateTimeKind.Utc), 2.5m);

    [Fact]
    public async Task WriteCsv_Rows_AreRfc4180WithByteOrderMark()
    {
        var bytes = await Csv(Gifts(Full, new Gift("a,\"b\"\nc", -500), new Gift(null, null)));

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal(
            "捐赠人,金额,日期,时间 UTC+8,人次\r\n"
            + "王小明,1234.56,2026-03-01,2026-03-02 04:30:00,2.5\r\n"
            + "\"a,\"\"b\"\"\nc\",-5.00,,,\r\n"
            + ",,,,\r\n",
            Encoding.UTF8.GetString(bytes[3..]));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86 138", "'+86 138")]
    [InlineData("-5", "'-5")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("a=1", "a=1")]
    [InlineData("张三", "张三")]
    public async Task WriteCsv_TextLikeAFormulaOrARow_IsNeutralised(string donor, string expected)
    {
        var lines = Encoding.UTF8.GetString(await Csv(Gifts(new Gift(donor, 1)))).Split("\r\n");

        Assert.Equal(expected + ",0.01,,,", lines[1]);
    }

    [Fact]
    public async Task WriteCsv_HeaderLikeAFormula_IsNeutralised()
    {
        var table = Table.From("t", [1]).Text("=cmd", _ => "");

        Assert.StartsWith("\uFEFF'=cmd", Encoding.UTF8.GetString(await Csv(table)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteXlsx_Rows_AreTypedCells()
    {
        using var document = SpreadsheetDocument.Open(await Xlsx(Gifts(Full, new Gift("=1+1\u0001\uFFFF 😀", -500, new DateOnly(1900, 2, 1)))), isEditable: false);
        var sheet = document.WorkbookPart!.WorksheetParts.Single().Worksheet;
        var rows = sheet.Descendants<Row>().Select(row => row.Elements<Cell>().ToList()).ToList();

        Assert.Equal("捐赠  2026 03", document.WorkbookPart.Workbook.Descendants<Sheet>().Single().Name!.Value);
        Assert.Equal(["捐赠人", "金额", "日期", "时间 UTC+8", "人次"], rows[0].Select(cell => cell.InnerText));
        Assert.Equal(["王小明", "1234.56", "46082", "46083.1875", "2.5"], rows[1].Select(cell => cell.InnerText));
        Assert.Equal(["=1+1 😀", "-5.00", "1900-02-01", "", ""], rows[2].Select(cell => cell.InnerText));
        Assert.All(rows.SelectMany(row => row), cell => Assert.Null(cell.CellFormula));
        Assert.Equal([null, "4", "164", "165", null], rows[1].Select(cell => Format(document, cell)));
        Assert.True(sheet.Descendants<Pane>().Single() is { State.Value: PaneStateValues.Frozen, VerticalSplit.Value: 1 });
        Assert.All(rows[0], cell => Assert.NotNull(FontOf(document, cell).Bold));
    }

    [Fact]
    public async Task WriteXlsx_AnyTable_IsAValidWorkbook()
    {
        using var document = SpreadsheetDocument.Open(await Xlsx(Gifts(Full, new Gift(new string('长', 40_000), null))), isEditable: false);

        Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(error => error.Description));
    }

    [Theory]
    [InlineData("csv", "text/csv; charset=utf-8", ".csv")]
    [InlineData("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")]
    [InlineData(null, "text/csv; charset=utf-8", ".csv")]
    public async Task Download_Format_DecidesTypeAndEnding(string? format, string contentType, string ending)
    {
        var response = await Download("捐赠 2026", format);

        Assert.Equal(contentType, response.ContentType);
        Assert.Equal("attachment; filename=\"__ 2026" + ending + "\"; filename*=UTF-8''%E6%8D%90%E8%B5%A0%202026" + ending, response.Headers.ContentDisposition);
        Assert.Equal("nosniff", response.Headers.XContentTypeOptions);
        Assert.Equal("private, no-store", response.Headers.CacheControl);
        Assert.NotEqual(0, response.Body.Length);
    }

    [Theory]
    [InlineData("pdf")]
    [InlineData("../evil")]
    public void Download_UnknownFormat_IsRefusedAndNamesTheKnownOnes(string format) => Assert.Equal("format_unknown", ExportFile.FormatOf(format).Failure?.Code);

    [Theory]
    [InlineData("../../etc/passwd", "-..-etc-passwd.csv")]
    [InlineData("a\r\nSet-Cookie: x\"", "a Set-Cookie- x-.csv")]
    [InlineData("  ", "export.csv")]
    public async Task Download_HostileName_IsHarmless(string name, string expected)
    {
        var disposition = (await Download(name, "csv")).Headers.ContentDisposition.ToString();

        Assert.Contains("filename*=UTF-8''" + Uri.EscapeDataString(expected), disposition, StringComparison.Ordinal);
        Assert.DoesNotContain(disposition, char.IsControl);
    }

    private static async Task<HttpResponse> Download(string name, string? format)
    {
        var context = new DefaultHttpContext { Response = { Body = new AsyncOnlyStream() } };
        await new ExportFile(Gifts(Full), ExportFile.FormatOf(format).Value, name).ExecuteAsync(context);
        return context.Response;
    }

    private static async Task<byte[]> Csv(ITable table)
    {
        using var stream = new AsyncOnlyStream();
        await CsvTable.WriteAsync(stream, table, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    [Fact]
    public async Task WriteXlsx_MoreRowsThanASheetHolds_GoesOnInTheNextSheet()
    {
        var table = Table.From("流水", Enumerable.Range(1, 7)).Number("行", row => row);
        var stream = new MemoryStream();

        await XlsxTable.WriteAsync(stream, table, rowsPerSheet: 4, TestContext.Current.CancellationToken);

        using var document = SpreadsheetDocument.Open(stream, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken));
        var sheets = document.WorkbookPart!.Workbook!.Descendants<Sheet>().ToList();
        Assert.Equal(["流水", "流水 2", "流水 3"], sheets.Select(sheet => sheet.Name!.Value));
        Assert.Equal(
            [["行", "1", "2", "3"], ["行", "4", "5", "6"], ["行", "7"]],
            sheets.Select(sheet => ((WorksheetPart)document.WorkbookPart.GetPartById(sheet.Id!)).Worksheet!.Descendants<Cell>().Select(cell => cell.InnerText).ToArray()));
    }

    private static async Task<Stream> Xlsx(ITable table)
    {
        var stream = new AsyncOnlyStream();
        await XlsxTable.WriteAsync(stream, table, TestContext.Current.CancellationToken);
        return new MemoryStream(stream.ToArray());
    }

    private static CellFormat FormatOf(SpreadsheetDocument document, Cell cell) =>
        Styles(document).CellFormats!.Elements<CellFormat>().ElementAt((int)(cell.StyleIndex?.Value ?? 0));

    private static Font FontOf(SpreadsheetDocument document, Cell cell) => Styles(document).Fonts!.Elements<Font>().ElementAt((int)FormatOf(document, cell).FontId!.Value);

    private static string? Format(SpreadsheetDocument document, Cell cell) =>
        FormatOf(document, cell) is { ApplyNumberFormat.Value: true } format ? format.NumberFormatId!.InnerText : null;

    private static Stylesheet Styles(SpreadsheetDocument document) => document.WorkbookPart!.WorkbookStylesPart!.Stylesheet;

    // A response of Kestrel: writing synchronously is an error.
    private sealed class AsyncOnlyStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous write.");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new InvalidOperationException("Synchronous write.");

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            base.Write(buffer, offset, count);
            return Task.CompletedTask;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            base.Write(buffer.ToArray(), 0, buffer.Length);
            return ValueTask.CompletedTask;
        }
    }
}
