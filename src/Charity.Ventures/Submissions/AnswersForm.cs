using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Ventures.Forms;
using Microsoft.AspNetCore.Http;

namespace Charity.Ventures.Submissions;

/// <summary>
/// Answers as a web form posts them: <c>a.{code}</c> for one cell or several ticks, <c>a.{code}.{row}.{column}</c> for rows. Nothing that
/// was typed is dropped here; what is wrong with it is said by the checks.
/// </summary>
internal static class AnswersForm
{
    public static string Name(string code) => "a." + code;

    public static string Name(string code, int row, int column) => string.Create(CultureInfo.InvariantCulture, $"a.{code}.{row}.{column}");

    /// <summary>The answers to the section's questions. Files are not posted with it.</summary>
    public static IReadOnlyList<KeyValuePair<string, IReadOnlyList<IReadOnlyList<string>>>> Read(IFormCollection posted, FormSection section)
    {
        var cells = Cells(posted);
        return [.. section.Fields.Where(field => field.Kind != FieldKind.Files).Select(field => KeyValuePair.Create(field.Code, RowsOf(posted, field, cells)))];
    }

    /// <summary>Which words of a part somebody had before them: two who write the same part at once are told.</summary>
    public static string Token(string title, FormAnswers answers, FormSection section)
    {
        var rows = section.Fields.Where(field => field.Kind != FieldKind.Files).Select(field => answers.RowsOf(field.Code));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(title + JsonColumns.Write(rows))))[..16];
    }

    private static IReadOnlyList<IReadOnlyList<string>> RowsOf(IFormCollection posted, FormField field, ILookup<string, (int Row, int Column, string Text)> cells) => field switch
    {
        { Kind: FieldKind.Choices or FieldKind.Areas or FieldKind.Needs } => [.. posted[Name(field.Code)].Where(code => !string.IsNullOrEmpty(code)).Distinct().Select(code => (string[])[code!])],
        { HasRows: true } => [.. cells[field.Code].GroupBy(cell => cell.Row).OrderBy(row => row.Key).Select(row => Row(row, field.Width))],
        _ => [[PlainText.Clean(posted[Name(field.Code)].FirstOrDefault(), keepLines: field.Kind == FieldKind.LongText)]],
    };

    private static string[] Row(IEnumerable<(int Row, int Column, string Text)> cells, int width)
    {
        var row = new string[width];
        Array.Fill(row, string.Empty);
        foreach (var (_, column, text) in cells.Where(cell => cell.Column < width))
        {
            row[column] = PlainText.Clean(text);
        }

        return row;
    }

    private static ILookup<string, (int Row, int Column, string Text)> Cells(IFormCollection posted) => posted
        .Select(pair => (Parts: pair.Key.Split('.'), Text: pair.Value.FirstOrDefault() ?? string.Empty))
        .Where(cell => cell.Parts is ["a", _, _, _])
        .Select(cell => (Code: cell.Parts[1], Row: Index(cell.Parts[2]), Column: Index(cell.Parts[3]), cell.Text))
        .Where(cell => cell is { Row: >= 0, Column: >= 0 })
        .ToLookup(cell => cell.Code, cell => (cell.Row, cell.Column, cell.Text), StringComparer.Ordinal);

    private static int Index(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;
}
