using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Accounts;
using MediatR;

namespace Charity.Users.Profile;

/// <summary>Ends every session of the own account but this one, and every token; within seconds, wherever they are.</summary>
[SignedIn]
internal sealed record SignOutEverywhere : ICommand;

internal sealed class SignOutEverywhereHandler(AccountManager accounts, AccountSignIn signIn, ICurrentUser current) : IRequestHandler<SignOutEverywhere, Result>
{
    public async Task<Result> Handle(SignOutEverywhere request, CancellationToken cancellationToken)
    {
        var user = (await accounts.FindByIdAsync(current.Id.ToString()!))!;
        if ((await accounts.SignOutEverywhereAsync(user, "SignIn.EndedEverywhere")).Reason() is { } reason)
        {
            return reason;
        }

        await signIn.ReissueAsync(user, withSecondFactor: false);
        return Result.Ok;
    }
}
