using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Charity.Users.Accounts;

/// <summary>
/// Length instead of composition, and nothing that is guessed first (NIST SP 800-63B, 3.1.1.2): at least 10 characters, not one of the
/// common passwords, not the e-mail address or a part of it.
/// </summary>
internal static class PasswordRules
{
    public const int MinimumLength = 10;

    /// <summary>Hashing takes time by design; a megabyte of password would take all of it.</summary>
    public const int MaximumLength = 200;

    private static readonly HashSet<string> Common = new(Words(), StringComparer.OrdinalIgnoreCase);

    /// <returns>Null when the password may be used.</returns>
    public static Failure? Check(string? password, string? email)
    {
        if (password is not { Length: >= MinimumLength })
        {
            return Failure.Invalid("password_too_short", "Please use at least {0} characters. A few words in a row are easy to remember.", MinimumLength);
        }

        if (password.Length > MaximumLength)
        {
            return Failure.Invalid("password_too_long", "Please use at most {0} characters.", MaximumLength);
        }

        if (IsCommon(password))
        {
            return Failure.Invalid("password_common", "This password is one of those tried first. Please choose another.");
        }

        return ContainsEmail(password, EmailAddresses.Clean(email))
            ? Failure.Invalid("password_contains_email", "The password must not contain the e-mail address.")
            : null;
    }

    /// <summary>The rules on a form's field.</summary>
    public static void IsGoodPassword<T>(this IRuleBuilder<T, string?> rule, Func<T, string?> email) => rule
        .Must(password => password is { Length: >= MinimumLength })
        .Says("password_too_short", "Please use at least {0} characters. A few words in a row are easy to remember.", MinimumLength)
        .Must(password => password is not { Length: > MaximumLength })
        .Says("password_too_long", "Please use at most {0} characters.", MaximumLength)
        .Must(password => !IsCommon(password ?? string.Empty))
        .Says("password_common", "This password is one of those tried first. Please choose another.")
        .Must((request, password) => !ContainsEmail(password ?? string.Empty, EmailAddresses.Clean(email(request))))
        .Says("password_contains_email", "The password must not contain the e-mail address.");

    // Doubled or with a tail of digits and signs it is as common as without.
    private static bool IsCommon(string password)
    {
        var half = password[..(password.Length / 2)];
        return Common.Contains(password)
            || Common.Contains(password.TrimEnd("0123456789!@#$%&*.-_".ToCharArray()))
            || (password == half + half && Common.Contains(half))
            || password.Distinct().Count() < 4;
    }

    private static bool ContainsEmail(string password, string email)
    {
        var name = email.Split('@')[0];
        return (email.Length > 0 && password.Contains(email, StringComparison.OrdinalIgnoreCase))
            || (name.Length >= 4 && password.Contains(name, StringComparison.OrdinalIgnoreCase));
    }

    private static string[] Words()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("Charity.Users.Accounts.common-passwords.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}

/// <summary>The same rules wherever Identity takes a password without a form of ours, said in the reader's language.</summary>
internal sealed class PasswordRulesForIdentity(IStringLocalizer texts) : IPasswordValidator<User>
{
    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) =>
        Task.FromResult(PasswordRules.Check(password, user.Email) is { } failure
            ? IdentityResult.Failed(new IdentityError { Code = failure.Code, Description = texts.Say(failure) })
            : IdentityResult.Success);
}
