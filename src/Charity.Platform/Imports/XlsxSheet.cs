using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using RunText = DocumentFormat.OpenXml.Spreadsheet.Text;

namespace Charity.Platform.Imports;

/// <summary>The rows of a workbook's first sheet, one after the other: what lies behind the last row that is asked for is never read.</summary>
internal static class XlsxSheet
{
    /// <summary>Of one part, in characters: many times what a list needs.</summary>
    private const long LargestPart = 64 * 1024 * 1024;

    private const int MostSharedTexts = 500_000;

    /// <summary>Of a number, by IEEE 754's double precision.</summary>
    private const int DigitsKept = 15;

    public static IEnumerable<SheetRow> Read(Stream file)
    {
        using var rows = RowsOf(file).GetEnumerator();
        while (Next(rows))
        {
            yield return rows.Current;
        }
    }

    private static bool Next(IEnumerator<SheetRow> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (Exception exception) when (exception is XmlException or OpenXmlPackageException or InvalidDataException or IOException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw new SheetException(exception);
        }
    }

    private static IEnumerable<SheetRow> RowsOf(Stream file)
    {
        using var document = SpreadsheetDocument.Open(file, isEditable: false, new OpenSettings { MaxCharactersInPart = LargestPart });
        var workbook = document.WorkbookPart ?? throw new InvalidDataException("There is no workbook.");
        var first = workbook.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().First().Id?.Value ?? throw new InvalidDataException("There is no sheet.");
        var texts = SharedTexts(workbook.SharedStringTablePart);
        using var reader = OpenXmlReader.Create((WorksheetPart)workbook.GetPartById(first));
        var number = 0;
        while (reader.Read())
        {
            if (reader.ElementType == typeof(Row) && reader.IsStartElement)
            {
                var row = (Row)reader.LoadCurrentElement()!;
                number = row.RowIndex is { } index ? (int)index.Value : number + 1;
                yield return Of(row, number, texts);
            }
        }
    }

    private static List<string> SharedTexts(SharedStringTablePart? part)
    {
        var texts = new List<string>();
        if (part is null)
        {
            return texts;
        }

        using var reader = OpenXmlReader.Create(part);
        while (reader.Read() && texts.Count < MostSharedTexts)
        {
            if (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement)
            {
                texts.Add(TextOf((SharedStringItem)reader.LoadCurrentElement()!));
            }
        }

        return texts;
    }

    private static SheetRow Of(Row row, int number, List<string> texts)
    {
        var (cells, formulas, lost, next) = (new List<string>(), new HashSet<int>(), new HashSet<int>(), 0);
        foreach (var cell in row.Elements<Cell>())
        {
            var column = ColumnOf(cell.CellReference?.Value) ?? next;
            next = column + 1;
            if (column >= SheetReader.MostColumns)
            {
                break;
            }

            while (cells.Count <= column)
            {
                cells.Add(string.Empty);
            }

            cells[column] = SheetReader.Trim(ValueOf(cell, texts));
            if (IsNumber(cell) && cells[column].Count(char.IsAsciiDigit) > DigitsKept && !cells[column].Contains('.', StringComparison.Ordinal))
            {
                lost.Add(column);
            }

            if (cell.CellFormula is not null)
            {
                formulas.Add(column);
            }
        }

        return new SheetRow(number, cells, formulas) { LostDigits = lost };
    }

    private static bool IsNumber(Cell cell) => cell.DataType is null || cell.DataType.Value == CellValues.Number;

    private static string ValueOf(Cell cell, List<string> texts)
    {
        var value = cell.CellValue?.Text ?? string.Empty;
        if (IsNumber(cell))
        {
            // As Excel stores it, 36800.5 may be 36800.500000000001.
            return decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var typed) ? Math.Round(typed, 9).ToString("0.#########", CultureInfo.InvariantCulture) : value;
        }

        return cell.DataType!.Value switch
        {
            CellValues.SharedString => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < texts.Count ? texts[index] : string.Empty,
            CellValues.InlineString => cell.InlineString is { } text ? TextOf(text) : string.Empty,
            _ => value,
        };
    }

    /// <summary>Without what is written above Chinese characters to help reading.</summary>
    private static string TextOf(OpenXmlElement item) =>
        string.Concat(item.Descendants<RunText>().Where(text => text.Parent is not PhoneticRun).Select(text => text.Text));

    /// <summary>0 for A, 27 for AB; null when the cell does not say where it stands.</summary>
    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in (reference ?? string.Empty).TakeWhile(char.IsAsciiLetter).Take(3))
        {
            column = (column * 26) + (char.ToUpperInvariant(letter) - 'A' + 1);
        }

        return column == 0 ? null : column - 1;
    }
}
