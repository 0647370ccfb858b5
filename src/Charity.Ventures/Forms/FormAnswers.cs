using System.Text.Json.Serialization;

namespace Charity.Ventures.Forms;

/// <summary>
/// The answers to a form by the questions' codes, each as rows of cells: one row with one cell for a text, one row for each choice,
/// file or area, several cells a row for tables, people and budgets. One shape for all kinds is what lets one piece of code keep,
/// compare, print and post them.
/// </summary>
internal sealed record FormAnswers
{
    private static readonly IReadOnlyList<IReadOnlyList<string>> None = [];

    public static FormAnswers Empty { get; } = new();

    [JsonInclude]
    public IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<string>>> Rows { get; private init; } = new SortedDictionary<string, IReadOnlyList<IReadOnlyList<string>>>(StringComparer.Ordinal);

    /// <summary>Leaves out empty rows and answers, so that two that say the same are kept the same.</summary>
    public static FormAnswers Of(IEnumerable<KeyValuePair<string, IReadOnlyList<IReadOnlyList<string>>>> rows)
    {
        var said = new SortedDictionary<string, IReadOnlyList<IReadOnlyList<string>>>(StringComparer.Ordinal);
        foreach (var (code, answer) in rows)
        {
            if (answer.Where(row => row.Any(cell => cell.Length > 0)).ToList() is { Count: > 0 } filled)
            {
                said[code] = filled;
            }
        }

        return new FormAnswers { Rows = said };
    }

    /// <summary>These answers with some of them given anew, also with nothing.</summary>
    public FormAnswers With(IReadOnlyList<KeyValuePair<string, IReadOnlyList<IReadOnlyList<string>>>> said) =>
        Of([.. Rows.Where(row => said.All(answer => answer.Key != row.Key)), .. said]);

    public IReadOnlyList<IReadOnlyList<string>> RowsOf(string code) => Rows.GetValueOrDefault(code, None);

    /// <summary>The first cell; empty when nothing was said.</summary>
    public string TextOf(string code) => RowsOf(code) is [[var first, ..], ..] ? first : string.Empty;

    /// <summary>The ids of the documents that answer a question.</summary>
    public IReadOnlyList<Guid> FilesOf(string code) => [.. RowsOf(code).Select(row => Guid.Parse(row[0]))];

    /// <summary>The ids of the needs that are answered; what is no id was not chosen from the list.</summary>
    public IReadOnlyList<Guid> NeedsOf(string code) => [.. RowsOf(code).Select(row => Guid.TryParse(row[0], out var id) ? id : Guid.Empty)];

    /// <summary>Characters in all of them.</summary>
    public int Length() => Rows.Values.Sum(rows => rows.Sum(row => row.Sum(cell => cell.Length + 1)));

    public bool Says(string code) => Rows.ContainsKey(code);

    public bool IsSameAs(FormAnswers other, string code) =>
        RowsOf(code).Select(row => string.Join('\u001f', row)).SequenceEqual(other.RowsOf(code).Select(row => string.Join('\u001f', row)), StringComparer.Ordinal);
}
