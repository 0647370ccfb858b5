using Charity.Platform.Requests;
using Charity.Platform.Security;

namespace Charity.Users.Accounts;

/// <summary>A request that needs the person's password again: an open session alone does not do it.</summary>
internal interface IProvenByPassword
{
    string? Password { get; }
}

/// <summary>
/// Checks the password before the request's transaction begins: a wrong one is counted although the request fails, and hashing
/// does not keep other writers waiting.
/// </summary>
internal sealed class PasswordProof<TRequest>(AccountManager accounts, AccountSignIn signIn, ICurrentUser user) : IAuthorize<TRequest>
    where TRequest : IProvenByPassword
{
    public async Task<Failure?> AuthorizeAsync(TRequest request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(user.Id.ToString()!) is not { } account)
        {
            return new Failure(FailureKind.Unauthenticated, "sign_in_needed", "Please sign in first.");
        }

        var result = await signIn.CheckPasswordSignInAsync(account, request.Password ?? string.Empty, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            return null;
        }

        await signIn.RecordAsync(result, account);
        return result.IsLockedOut
            ? Failure.Field(nameof(request.Password), "locked_out", "Too many attempts. Please wait {0} minutes, then try again.", Startup.LockoutMinutes)
            : Failure.Field(nameof(request.Password), "wrong_password", "This is not your password.");
    }
}
