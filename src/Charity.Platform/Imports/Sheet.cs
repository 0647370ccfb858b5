using Charity.Platform.Requests;

namespace Charity.Platform.Imports;

/// <summary>What a person typed into a spreadsheet: its first row as headings, and every row below that says anything.</summary>
public sealed record Sheet(IReadOnlyList<string> Headings, IReadOnlyList<SheetRow> Rows);

/// <param name="Number">As the spreadsheet counts, 1 for the headings.</param>
/// <param name="Cells">One for each heading, trimmed; empty where nothing stands. Numbers and dates as the file has them: 1234.5, or a date's serial number.</param>
/// <param name="Formulas">The places of cells that are worked out and not typed.</param>
public sealed record SheetRow(int Number, IReadOnlyList<string> Cells, IReadOnlySet<int> Formulas)
{
    /// <summary>The places of numbers with more digits than a spreadsheet keeps of a number (15, IEEE 754): the last ones are zeros now, whatever was typed.</summary>
    public IReadOnlySet<int> LostDigits { get; init; } = System.Collections.Frozen.FrozenSet<int>.Empty;
}

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
    public static Result<Sheet> Read(Stream file, string contentType, int mostRows) =>
        Read<Sheet>(file, contentType, mostRows, (headings, rows) => new Sheet(headings, [.. rows]));

    /// <summary>The same without keeping the rows: <paramref name="take"/> is given the headings and goes through the rows once, as they are read. A failure of the file comes before its own.</summary>
    public static Result<T> Read<T>(Stream file, string contentType, int mostRows, Func<IReadOnlyList<string>, IEnumerable<SheetRow>, Result<T>> take)
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
            return Gather(rows, mostRows, take);
        }
        catch (SheetException)
        {
            return Failure.Field("File", "sheet_unreadable", "This list cannot be read. Open it in Excel or WPS, save it again as xlsx, then upload that.");
        }
    }

    private static Result<T> Gather<T>(IEnumerable<SheetRow> rows, int mostRows, Func<IReadOnlyList<string>, IEnumerable<SheetRow>, Result<T>> take)
    {
        using var filled = rows.Where(row => row.Cells.Any(cell => cell.Length > 0)).GetEnumerator();
        if (!filled.MoveNext())
        {
            return Empty;
        }

        List<string> headings = [.. filled.Current.Cells];
        while (headings[^1].Length == 0)
        {
            headings.RemoveAt(headings.Count - 1);
        }

        var (count, isTooLong) = (0, false);
        var taken = take(headings, Below());
        return count == 0 && taken.Succeeded ? Empty
            : isTooLong ? Failure.Field("File", "sheet_too_long", "A list may have at most {0} rows. Split it, or check whether this is the right file.", mostRows)
            : taken;

        IEnumerable<SheetRow> Below()
        {
            while (filled.MoveNext())
            {
                if (isTooLong = count == mostRows)
                {
                    yield break;
                }

                count++;
                yield return Fitted(filled.Current, headings.Count);
            }
        }
    }

    /// <summary>With one cell for each heading.</summary>
    private static SheetRow Fitted(SheetRow row, int columns) =>
        row.Cells.Count == columns ? row : row with { Cells = [.. row.Cells.Take(columns), .. Enumerable.Repeat(string.Empty, Math.Max(0, columns - row.Cells.Count))] };

    private static Failure Empty => Failure.Field("File", "sheet_empty", "This list is empty: the first row has the headings, the others one project each.");

    internal static string Trim(string text) => (text.Length > LongestCell ? text[..LongestCell] : text).Trim(' ', '\t', '\r', '\n', '\u00A0', '\u3000', '\uFEFF');
}

/// <summary>The file is not what its kind says.</summary>
internal sealed class SheetException(Exception inner) : Exception(inner.Message, inner);
