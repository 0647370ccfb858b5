using System.Text.RegularExpressions;
using Charity.Organisations.Contracts;
using Charity.Platform.Identifiers;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;

namespace Charity.Ventures.Needs;

/// <summary>Finds identity and telephone numbers in a text that is going to be public, however they are written.</summary>
internal static partial class PrivateNumbers
{
    public static bool AreIn(string? text)
    {
        var half = HalfWidth.Of(PlainText.Clean(text));
        return Runs().Matches(half).Any(run => IsPrivate(run.Value)) || Identities().IsMatch(Separators().Replace(half, string.Empty));
    }

    /// <summary>The rule for a text in both languages.</summary>
    public static void NamesNoNumbers<T>(this AbstractValidator<T> validator, System.Linq.Expressions.Expression<Func<T, string?>> text) => validator.RuleFor(text)
        .Must(typed => !AreIn(typed)).Says("private_number", "This reads like a telephone or identity number. Everybody will see this text: leave numbers of people out.");

    /// <summary>Text in both languages: within its length, and without anybody's numbers.</summary>
    public static void IsPublicText<T>(this AbstractValidator<T> validator, System.Linq.Expressions.Expression<Func<T, string?>> zh, System.Linq.Expressions.Expression<Func<T, string?>> en, int longest)
    {
        validator.RuleFor(zh).MaximumLength(longest).Says("text_too_long", "Please use at most {0} characters.", longest);
        validator.RuleFor(en).MaximumLength(longest * 2).Says("text_too_long", "Please use at most {0} characters.", longest * 2);
        validator.NamesNoNumbers(zh);
        validator.NamesNoNumbers(en);
    }

    private static bool IsPrivate(string run) => ChineseTelephone.Check(run).IsValid;

    // Digits with what people put between them; a run ends where anything else stands.
    [GeneratedRegex(@"\+?(?<![0-9])[0-9(](?:[-–— ()]{0,2}[0-9]){5,18}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Runs();

    // GB 11643: region, a date of this or the last century, sequence and check character; one mistyped digit makes it no less private.
    [GeneratedRegex(@"(?<![0-9])[1-8][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Identities();

    [GeneratedRegex(@"(?<=[0-9])[-–— ]+(?=[0-9Xx])", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();
}
