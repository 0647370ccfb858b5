using System.Text;
using System.Text.RegularExpressions;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;

namespace Charity.Users.Accounts;

/// <summary>E-mail addresses as people type them, full-width letters included.</summary>
internal static partial class EmailAddresses
{
    private const int MaximumLength = 254;

    public static string Clean(string? typed) => PlainText.Clean(typed).Normalize(NormalizationForm.FormKC);

    /// <summary>Looks like one address that mail can be sent to; whether it arrives only a mail can tell.</summary>
    public static bool IsValid(string? typed) => Clean(typed) is { Length: > 0 and <= MaximumLength } email && Address().IsMatch(email);

    public static IRuleBuilderOptions<T, string?> IsEmailAddress<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(IsValid).Says("invalid_email", "Please enter an e-mail address like name@example.org.");

    // No spaces, separators or brackets: nothing that could become a second recipient or a second header.
    [GeneratedRegex(@"^[^\s@,;:<>()\[\]""\\]{1,64}@[^\s@,;:<>()\[\]""\\]+\.[^\s@,;:<>()\[\]""\\.]{2,}$", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
