using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Charity.Platform.Imports;

/// <summary>The rows of a CSV file. Excel writes semicolons in some countries, and copies tables with tabs.</summary>
internal static class CsvSheet
{
    private const string FormulaStarts = "=+-@＝＋－＠";

    public static IEnumerable<SheetRow> Read(Stream file, string contentType)
    {
        var encoding = contentType.Contains("gb18030", StringComparison.OrdinalIgnoreCase) ? CodePagesEncodingProvider.Instance.GetEncoding("GB18030")! : Encoding.UTF8;
        using var reader = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true, DetectDelimiterValues = [",", ";", "\t"], BadDataFound = null, IgnoreBlankLines = false, MaxFieldSize = SheetReader.LongestCell * 4,
        });
        while (Next(parser))
        {
            var cells = (parser.Record ?? []).Take(SheetReader.MostColumns).Select(SheetReader.Trim).ToArray();
            var formulas = cells.Index().Where(cell => cell.Item.StartsWith('=') || cell.Item.StartsWith('＝')).Select(cell => cell.Index).ToHashSet();
            yield return new SheetRow(parser.Row, [.. cells.Select(WithoutGuard)], formulas);
        }
    }

    private static bool Next(CsvParser parser)
    {
        try
        {
            return parser.Read();
        }
        catch (CsvHelperException exception)
        {
            throw new SheetException(exception);
        }
    }

    /// <summary>The apostrophe that our own CSV puts before text that could be a formula (<see cref="Exports.CsvTable"/>).</summary>
    private static string WithoutGuard(string cell) => cell is ['\'', var start, ..] && FormulaStarts.Contains(start, StringComparison.Ordinal) ? cell[1..] : cell;
}
