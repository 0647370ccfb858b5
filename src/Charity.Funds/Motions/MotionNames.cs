using Charity.Platform.Text;

namespace Charity.Funds.Motions;

/// <summary>Whether two typed names are one person's, as far as their letters can tell: width, case and spaces make nobody another.</summary>
internal static class MotionNames
{
    public static bool AreSame(string? one, string? other) => Letters(one) is { Length: > 0 } letters && letters == Letters(other);

    private static string Letters(string? name) => string.Concat(HalfWidth.Of(PlainText.Clean(name)).Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant();
}
