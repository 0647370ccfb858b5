using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Charity.Platform.Exports;

/// <summary>Writes a table as CSV (RFC 4180) in UTF-8 with a byte order mark, without which Excel takes Chinese for something else.</summary>
public static class CsvTable
{
    public const string ContentType = "text/csv; charset=utf-8";

    private const int FlushAt = 32 * 1024;

    // A cell that begins with one of these is a formula to Excel and WPS, which can send the sheet away (OWASP, CSV injection). The full-width
    // forms count too: Chinese and Japanese versions read them alike.
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";

    // CsvHelper would leave a lone carriage return bare, and readers would see two rows.
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    private static readonly CsvConfiguration Rfc4180 = new(CultureInfo.InvariantCulture) { NewLine = "\r\n" };

    /// <summary>
    /// Writes header and rows and leaves the stream open. Text that could be a formula gets an apostrophe in front; numbers we write ourselves, also
    /// negative ones, do not. Amounts have the decimals of their currency and no separators, dates are ISO 8601. Never writes synchronously.
    /// </summary>
    public static async Task WriteAsync(Stream stream, ITable table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        var lines = new StringWriter(CultureInfo.InvariantCulture);
        var buffer = lines.GetStringBuilder();
        var output = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using (output.ConfigureAwait(false))
        {
            var csv = new CsvWriter(lines, Rfc4180);
            await using (csv.ConfigureAwait(false))
            {
                WriteRow(csv, [.. table.Columns.Select(column => column.Header)]);
                await foreach (var row in table.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    WriteRow(csv, row);
                    if (buffer.Length >= FlushAt)
                    {
                        await output.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
                        buffer.Clear();
                    }
                }
            }

            await output.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void WriteRow(CsvWriter csv, object?[] cells)
    {
        foreach (var cell in cells)
        {
            var text = Text(cell);
            csv.WriteField(text, shouldQuote: text.AsSpan().ContainsAny(Quoted));
        }

        csv.NextRecord();
    }

    private static string Text(object? cell) => cell switch
    {
        null => "",
        string text => Neutralise(text),
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"A cell cannot hold a {cell.GetType().Name}."),
    };

    private static string Neutralise(string text) => text.Length > 0 && FormulaStarts.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
}
