using System.Globalization;
using System.Text;

namespace Charity.Platform.Text;

/// <summary>Makes typed names and messages safe to store, compare and show.</summary>
public static class PlainText
{
    /// <summary>
    /// The text in Unicode normal form C, trimmed, runs of white space as one space, without control characters, broken surrogates and characters that
    /// reorder or hide text (Unicode Standard Annex 9; a bidi override makes <c>gnp.exe</c> of <c>exe.png</c>). Joiners stay: emoji families need them.
    /// Cleaning twice changes nothing more.
    /// </summary>
    /// <param name="text">What was typed; null gives an empty text.</param>
    /// <param name="keepLines">Keep line breaks as <c>\n</c>, at most one empty line in a row; otherwise they become spaces.</param>
    public static string Clean(string? text, bool keepLines = false)
    {
        var kept = new StringBuilder();
        var (spaces, breaks) = (false, 0);
        foreach (var rune in Visible(text ?? ""))
        {
            if (IsLineBreak(rune))
            {
                breaks++;
            }
            else if (Rune.IsWhiteSpace(rune))
            {
                spaces = true;
            }
            else
            {
                AppendGap(kept, spaces, keepLines ? breaks : 0, orSpace: breaks > 0);
                kept.Append(rune);
                (spaces, breaks) = (false, 0);
            }
        }

        return kept.ToString();
    }

    // Stripping first and normalising second: two letters may combine only once what stood between them is gone.
    private static StringRuneEnumerator Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (!IsStripped(rune))
            {
                visible.Append(rune);
            }
        }

        return visible.ToString().Normalize(NormalizationForm.FormC).EnumerateRunes();
    }

    private static void AppendGap(StringBuilder kept, bool spaces, int breaks, bool orSpace)
    {
        if (kept.Length == 0)
        {
            return;
        }

        if (breaks > 0)
        {
            kept.Append('\n', Math.Min(breaks, 2));
        }
        else if (spaces || orSpace)
        {
            kept.Append(' ');
        }
    }

    private static bool IsLineBreak(Rune rune) => rune.Value == '\n';

    private static bool IsStripped(Rune rune) => rune.Value switch
    {
        '\n' or '\t' or '\v' => false,
        0xFFFD => true, // also what a lone surrogate is read as
        0x00AD or 0x061C or 0x180E => true,
        0x200B or 0x200E or 0x200F => true,
        (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or 0xFEFF => true,
        (>= 0xFFF9 and <= 0xFFFB) or (>= 0xFDD0 and <= 0xFDEF) => true,
        var value when (value & 0xFFFE) == 0xFFFE => true, // noncharacters at the end of each plane
        _ => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control,
    };
}
