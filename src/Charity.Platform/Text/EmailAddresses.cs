using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Charity.Platform.Text;

/// <summary>
/// E-mail addresses as people type them and as the site keeps and compares them: an account finds the gifts that were given with its
/// address only when every part of the site writes an address in the same way.
/// </summary>
public static partial class EmailAddresses
{
    /// <summary>RFC 5321, 4.5.3.1.3: a path has at most 256 characters, two of them angle brackets.</summary>
    public const int MaximumLength = 254;

    /// <summary>Trimmed, full-width letters made plain, in lower case; empty when nothing was typed.</summary>
    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "Addresses are shown to people and written in lower case.")]
    public static string Clean(string? typed) => PlainText.Clean(typed).Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>Looks like one address that mail can be sent to; whether it arrives only a mail can tell.</summary>
    public static bool IsValid(string? typed) => Clean(typed) is { Length: > 0 and <= MaximumLength } email && Address().IsMatch(email);

    // No spaces, separators or brackets: nothing that could become a second recipient or a second header.
    [GeneratedRegex(@"^[^\s@,;:<>()\[\]""\\]{1,64}@[^\s@,;:<>()\[\]""\\]+\.[^\s@,;:<>()\[\]""\\.]{2,}$", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
