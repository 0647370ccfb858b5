using Charity.Platform.Text;

namespace Charity.Platform.Identifiers;

/// <summary>What all identifiers have in common when people type or paste them.</summary>
internal static class Typed
{
    /// <summary>Half width, upper case, without white space, hyphens and dashes.</summary>
    public static string Normalise(string? typed) => string.Concat(HalfWidth.Of(PlainText.Clean(typed))
        .Where(character => !char.IsWhiteSpace(character) && character is not ('-' or '–' or '—' or '‐' or '‑'))).ToUpperInvariant();

    public static bool AreDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
