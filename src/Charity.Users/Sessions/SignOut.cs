using Charity.Platform.Audit;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Accounts;
using MediatR;

namespace Charity.Users.Sessions;

/// <summary>Ends this session; without one it does nothing.</summary>
[Anybody]
internal sealed record SignOut : ICommand;

internal sealed class SignOutHandler(AccountSignIn signIn, ICurrentUser user, IAuditTrail audit) : IRequestHandler<SignOut, Result>
{
    public async Task<Result> Handle(SignOut request, CancellationToken cancellationToken)
    {
        if (user.IsSignedIn)
        {
            audit.Record("SignIn.Ended", user.Id.ToString());
        }

        await signIn.SignOutAsync();
        return Result.Ok;
    }
}
