using System.Globalization;
using System.IO.Packaging;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using InlineText = DocumentFormat.OpenXml.Spreadsheet.Text;

namespace Charity.Platform.Exports;

/// <summary>Writes a table as an Excel workbook (Office Open XML, ISO/IEC 29500) row by row: memory use does not grow with the table.</summary>
public static class XlsxTable
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The most rows a sheet can have, the header included. A longer table goes on in the next sheet.</summary>
    public const int MaxRows = 1_048_576;

    private const string SpreadsheetMl = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    private const int MaxCellLength = 32_767;

    private const int MaxSheetName = 31;

    // Days before this one have other serial numbers in Excel, which takes 1900 for a leap year.
    private static readonly DateTime FirstSerial = new(1900, 3, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>
    /// Writes sheets with a bold, frozen header and leaves the stream open. Amounts and counts are numbers, dates are dates shown as ISO 8601, texts
    /// are texts (never formulas); characters that XML cannot hold are left out and texts cut at Excel's limit of 32,767 characters.
    /// </summary>
    public static Task WriteAsync(Stream stream, ITable table, CancellationToken cancellationToken) => WriteAsync(stream, table, MaxRows, cancellationToken);

    internal static async Task WriteAsync(Stream stream, ITable table, int rowsPerSheet, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(table);

        // The zip is made in a file that vanishes: zip writing is synchronous, which a response does not allow.
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 64 * 1024,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await using (file.ConfigureAwait(false))
        {
            await WriteWorkbookAsync(file, table, rowsPerSheet, cancellationToken).ConfigureAwait(false);
            file.Position = 0;
            await file.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        }
    }

    // The package is put together by hand, since it must be open for writing only: otherwise, as SpreadsheetDocument demands, it keeps every part in
    // memory until it is closed. Each part is finished before the next begins.
    private static async Task WriteWorkbookAsync(Stream file, ITable table, int rowsPerSheet, CancellationToken cancellationToken)
    {
        using var package = Package.Open(file, FileMode.Create, FileAccess.Write);
        Uri workbook = new("/xl/workbook.xml", UriKind.Relative), styles = new("/xl/styles.xml", UriKind.Relative);
        package.CreateRelationship(workbook, TargetMode.Internal, Relationships + "officeDocument");

        var sheets = new List<Sheet>();
        await using (var rows = table.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken))
        {
            for (var more = await rows.MoveNextAsync(); more || sheets.Count == 0;)
            {
                var number = sheets.Count + 1;
                var part = package.CreatePart(SheetPart(number), SpreadsheetMl + "worksheet+xml", CompressionOption.Fast);
                await WritePartAsync(part, async writer => more = await WriteSheetAsync(writer, table, rows, more, rowsPerSheet)).ConfigureAwait(false);
                sheets.Add(new Sheet { Name = SheetName(table.Name, number), SheetId = (uint)number, Id = $"sheet{number}" });
            }
        }

        await WritePartAsync(package.CreatePart(styles, SpreadsheetMl + "styles+xml"), writer => Whole(writer, XlsxStyles.Create())).ConfigureAwait(false);

        var book = package.CreatePart(workbook, SpreadsheetMl + "sheet.main+xml");
        book.CreateRelationship(styles, TargetMode.Internal, Relationships + "styles");
        foreach (var number in Enumerable.Range(1, sheets.Count))
        {
            book.CreateRelationship(SheetPart(number), TargetMode.Internal, Relationships + "worksheet", $"sheet{number}");
        }

        await WritePartAsync(book, writer => Whole(writer, new Workbook(new Sheets(sheets)))).ConfigureAwait(false);
    }

    private static Uri SheetPart(int number) => new(string.Create(CultureInfo.InvariantCulture, $"/xl/sheet{number}.xml"), UriKind.Relative);

    private static async Task WritePartAsync(PackagePart part, Func<OpenXmlWriter, Task> write)
    {
        using var stream = part.GetStream(FileMode.Create, FileAccess.Write);
        using var writer = OpenXmlWriter.Create(stream);
        writer.WriteStartDocument(standalone: true);
        await write(writer).ConfigureAwait(false);
    }

    private static Task Whole(OpenXmlWriter writer, OpenXmlElement root)
    {
        writer.WriteElement(root);
        return Task.CompletedTask;
    }

    /// <summary>Writes rows until the sheet is full or the table ends.</summary>
    /// <param name="more">Whether <paramref name="rows"/> stands on a row; answers the same for the next sheet.</param>
    private static async Task<bool> WriteSheetAsync(OpenXmlWriter writer, ITable table, IAsyncEnumerator<object?[]> rows, bool more, int rowsPerSheet)
    {
        var kinds = table.Columns.Select(column => column.Kind).ToArray();
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(new SheetView(
            new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
        writer.WriteElement(new Columns(kinds.Select((kind, index) => new Column
        {
            Min = (uint)index + 1, Max = (uint)index + 1, Width = kind == ColumnKind.Text ? 24 : 18, CustomWidth = true,
        })));
        writer.WriteStartElement(new SheetData());
        WriteRow(writer, [.. table.Columns.Select(column => column.Header)], _ => XlsxStyles.Header);

        for (var written = 1; more && written < rowsPerSheet; written++)
        {
            WriteRow(writer, rows.Current, column => XlsxStyles.For(kinds[column]));
            more = await rows.MoveNextAsync().ConfigureAwait(false);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
        return more;
    }

    private static void WriteRow(OpenXmlWriter writer, object?[] cells, Func<int, uint> style)
    {
        writer.WriteStartElement(new Row());
        for (var i = 0; i < cells.Length; i++)
        {
            writer.WriteElement(Cell(cells[i], style(i)));
        }

        writer.WriteEndElement();
    }

    private static Cell Cell(object? value, uint style) => value switch
    {
        null => new Cell { StyleIndex = style },
        string text => Text(text, style),
        decimal number => Number(number.ToString(CultureInfo.InvariantCulture), style),
        DateOnly day => Serial(day.ToDateTime(TimeOnly.MinValue), "yyyy-MM-dd", style),
        DateTime moment => Serial(moment, "yyyy-MM-dd HH:mm:ss", style),
        _ => throw new NotSupportedException($"A cell cannot hold a {value.GetType().Name}."),
    };

    private static Cell Serial(DateTime moment, string format, uint style) => moment < FirstSerial
        ? Text(moment.ToString(format, CultureInfo.InvariantCulture), style)
        : Number(moment.ToOADate().ToString(CultureInfo.InvariantCulture), style);

    private static Cell Number(string number, uint style) => new() { StyleIndex = style, CellValue = new CellValue(number) };

    private static Cell Text(string text, uint style) => new(new InlineString(new InlineText(Legal(text, MaxCellLength)) { Space = SpaceProcessingModeValues.Preserve }))
    {
        DataType = CellValues.InlineString,
        StyleIndex = style,
    };

    // Excel refuses a whole workbook over one empty, long or punctuated sheet name.
    private static string SheetName(string name, int number)
    {
        var suffix = number == 1 ? string.Empty : number.ToString(" 0", CultureInfo.InvariantCulture);
        var legal = Legal(string.Concat(name.Select(character => "[]:*?/\\'".Contains(character, StringComparison.Ordinal) ? ' ' : character)), MaxSheetName - suffix.Length).Trim();
        return (legal.Length == 0 ? "1" : legal) + suffix;
    }

    private static string Legal(string text, int length)
    {
        var legal = new StringBuilder(Math.Min(text.Length, length));
        for (var i = 0; i < text.Length && legal.Length < length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
            {
                legal.Append(text[i]);
            }
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]) && legal.Length + 2 <= length)
            {
                legal.Append(text[i]).Append(text[++i]);
            }
        }

        return legal.ToString();
    }
}
