using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Charity.Contents.Contracts;
using Microsoft.AspNetCore.Html;

namespace Charity.Contents.Search;

/// <summary>The part of a text around the words looked for, with the words marked.</summary>
internal static class Excerpt
{
    private const int Length = 160;
    private const int Before = 40;

    // Chinese as it is, not as numbers.
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static IHtmlContent Around(string text, SearchWords words)
    {
        var first = words.Words.Select(word => Find(text, word, 0)).Where(index => index >= 0).DefaultIfEmpty(0).Min();
        var start = first <= Before ? 0 : Whole(text, first - Before);
        var end = Whole(text, Math.Min(text.Length, start + Length));
        return new HtmlString($"{(start > 0 ? "…" : "")}{Marked(text[start..end], words)}{(end < text.Length ? "…" : "")}");
    }

    public static IHtmlContent Mark(string text, SearchWords words) => new HtmlString(Marked(text, words));

    private static string Marked(string text, SearchWords words)
    {
        var html = new StringBuilder();
        var at = 0;
        while (Next(text, words, at) is var (start, length) && start >= 0)
        {
            html.Append(Html.Encode(text[at..start])).Append("<mark>").Append(Html.Encode(text.Substring(start, length))).Append("</mark>");
            at = start + length;
        }

        return html.Append(Html.Encode(text[at..])).ToString();
    }

    private static (int Start, int Length) Next(string text, SearchWords words, int from) => words.Words
        .Select(word => (Start: Find(text, word, from), word.Length))
        .Where(hit => hit.Start >= 0)
        .OrderBy(hit => hit.Start).ThenByDescending(hit => hit.Length)
        .FirstOrDefault((-1, 0));

    /// <summary>Like the database compares, as far as one character stays one; a word that only matches in another width is found but not marked.</summary>
    private static int Find(string text, string word, int from) =>
        CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, word, from, text.Length - from, CompareOptions.OrdinalIgnoreCase);

    // Never between the halves of one character.
    private static int Whole(string text, int index) => index > 0 && index < text.Length && char.IsLowSurrogate(text[index]) ? index - 1 : index;
}
