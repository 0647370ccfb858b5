using System.Globalization;
using System.Text;

namespace Charity.Contents.Contracts;

/// <summary>What somebody looks for: at most five words of the first 100 characters, made comparable.</summary>
public sealed record SearchWords
{
    /// <summary>The character that <see cref="Patterns"/> escape with: give it to <c>EF.Functions.Like</c>.</summary>
    public const string Escape = "\\";

    private const int MaximumLength = 100;
    private const int MaximumWords = 5;

    private SearchWords(string typed, IReadOnlyList<string> words)
    {
        Typed = typed;
        Words = words;
    }

    /// <summary>As typed, trimmed and cut.</summary>
    public string Typed { get; }

    public IReadOnlyList<string> Words { get; }

    public bool IsEmpty => Words.Count == 0;

    /// <summary>For <c>LIKE</c> on a column that was stored with <see cref="Comparable"/>, one per word.</summary>
    public IReadOnlyList<string> Patterns => [.. Words.Select(word => $"%{word.Replace(Escape, Escape + Escape, StringComparison.Ordinal).Replace("%", Escape + "%", StringComparison.Ordinal).Replace("_", Escape + "_", StringComparison.Ordinal)}%")];

    public static SearchWords Of(string? typed)
    {
        var text = (typed ?? string.Empty).Trim();
        text = text.Length > MaximumLength ? text[..MaximumLength] : text;
        return new SearchWords(text, [.. Comparable(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Take(MaximumWords)]);
    }

    /// <summary>Lower case, full-width letters as ordinary ones (Unicode normal form KC): two texts that read the same compare the same.</summary>
    public static string Comparable(string text) => Text(text).Normalize(NormalizationForm.FormKC).ToLower(CultureInfo.InvariantCulture);

    /// <summary>True when every word occurs in one of the texts, for modules that search in memory.</summary>
    public bool Match(params ReadOnlySpan<string?> texts)
    {
        var all = Comparable(string.Join('\n', texts.ToArray()));
        return Words.All(word => all.Contains(word, StringComparison.Ordinal));
    }

    // A lone surrogate, which a browser can be made to send, cannot be normalised.
    private static string Text(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace("\0", string.Empty, StringComparison.Ordinal);
}
