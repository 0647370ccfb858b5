using Charity.Platform.Requests;

namespace Charity.Platform.Imports;

/// <summary>What a person typed into a spreadsheet: its first row as headings, and every row below that says anything.</summary>
public sealed record Sheet(IReadOnlyList<string> Headings, IReadOnlyList<SheetRow> Rows);

/// <param name="Number">As the spreadsheet counts, 1 for the headings.</param>
/// <param name="Cells">One for each heading, trimmed; empty where nothing stands. Numbers and dates as the file has them: 1234.5, or a date's serial number.</param>
/// <param name="Formulas">The places of cells that are worked out and not typed.</param>
public sealed record SheetRow(int Number, IReadOnlyList<string> Cells, IReadOnlySet<int> Formulas);

/// <summary>Reads a list that somebody uploads: the first sheet of an Excel workbook (ISO/IEC 29500), or CSV (RFC 4180) in UTF-8 or GB18030.</summary>
/// <remarks>The file has been judged by <see cref="Files.IAttachments"/> before: no macros, nothing from outside, no packed bomb.</remarks>
public static class SheetReader
{
    /// <summary>More columns than any list has.</summary>
    public const int MostColumns = 60;

    /// <summary>Of a cell, in characters; what is longer is cut, and too long for every column anyway.</summary>
    internal const int LongestCell = 5_000;

    /// <param name="contentType">As the attachment's check found it; says the character set of a text.</param>
    /// <param name="mostRows">A longer list is refused, and not read further.</param>
    public static Result<Sheet> Read(Stream file, string contentType, int mostRows)
    {
        ArgumentNullException.ThrowIfNull(contentType);
        var rows = contentType.StartsWith("text/", StringComparison.Ordinal) ? CsvSheet.Read(file, contentType)
            : contentType == Exports.XlsxTable.ContentType ? XlsxSheet.Read(file)
            : null;
        if (rows is null)
        {
            return Failure.Field("File", "sheet_unknown", "A list is an Excel workbook (xlsx) or a CSV file.");
        }

        try
        {
            return Gather(rows, mostRows);
        }
        catch (SheetException)
        {
            return Failure.Field("File", "sheet_unreadable", "This list cannot be read. Open it in Excel or WPS, save it again as xlsx, then upload that.");
        }
    }

    private static Result<Sheet> Gather(IEnumerable<SheetRow> rows, int mostRows)
    {
        List<string>? headings = null;
        var kept = new List<SheetRow>();
        foreach (var row in rows.Where(row => row.Cells.Any(cell => cell.Length > 0)))
        {
            if (headings is null)
            {
                headings = [.. row.Cells];
                while (headings[^1].Length == 0)
                {
                    headings.RemoveAt(headings.Count - 1);
                }

                continue;
            }

            if (kept.Count == mostRows)
            {
                return Failure.Field("File", "sheet_too_long", "A list may have at most {0} rows. Split it, or check whether this is the right file.", mostRows);
            }

            kept.Add(row with { Cells = [.. Enumerable.Range(0, headings.Count).Select(column => column < row.Cells.Count ? row.Cells[column] : string.Empty)] });
        }

        return headings is null || kept.Count == 0 ? Failure.Field("File", "sheet_empty", "This list is empty: the first row has the headings, the others one project each.") : new Sheet(headings, kept);
    }

    internal static string Trim(string text) => (text.Length > LongestCell ? text[..LongestCell] : text).Trim(' ', '\t', '\r', '\n', '\u00A0', '\u3000', '\uFEFF');
}

/// <summary>The file is not what its kind says.</summary>
internal sealed class SheetException(Exception inner) : Exception(inner.Message, inner);
