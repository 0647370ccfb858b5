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
    public async Task<Failure?> AuthorizeAsync(TRequest request, CancellationToken cancellationToken) =>
        await accounts.FindByIdAsync(user.Id.ToString()!) is { } account
            ? await signIn.ProveAsync(account, request.Password)
            : new Failure(FailureKind.Unauthenticated, "sign_in_needed", "Please sign in first.");
}
