using Charity.Platform.Requests;
using Microsoft.AspNetCore.Identity;

namespace Charity.Users.Accounts;

internal static class IdentityFailures
{
    /// <summary>What a person can do about a failed result; null when it succeeded. Anything else that fails is a fault of ours.</summary>
    public static Failure? Reason(this IdentityResult result) => result.Errors.FirstOrDefault()?.Code switch
    {
        null => null,
        nameof(IdentityErrorDescriber.InvalidToken) => LinkExpired,
        nameof(IdentityErrorDescriber.ConcurrencyFailure) =>
            Failure.Conflict("changed_meanwhile", "Somebody else changed this at the same moment. Look at the new state, then try again."),
        nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName) =>
            Failure.Conflict("email_taken", "This e-mail address belongs to another account by now."),
        nameof(IdentityErrorDescriber.PasswordMismatch) => Failure.Field("Password", "wrong_password", "This is not your password."),
        _ => throw new InvalidOperationException(result.ToString()),
    };

    public static Failure LinkExpired { get; } = Failure.Invalid(
        "link_expired", "This link has been used or is too old. Ask for a new one; your account has not changed.");
}
