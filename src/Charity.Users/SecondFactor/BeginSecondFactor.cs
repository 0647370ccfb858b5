using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Accounts;
using MediatR;

namespace Charity.Users.SecondFactor;

/// <summary>Makes a new key for an authenticator app. It counts for nothing until a code made with it has been entered.</summary>
[SignedIn]
internal sealed record BeginSecondFactor : ICommand;

internal sealed class BeginSecondFactorHandler(AccountManager accounts, AccountSignIn signIn, ICurrentUser current) : IRequestHandler<BeginSecondFactor, Result>
{
    public async Task<Result> Handle(BeginSecondFactor request, CancellationToken cancellationToken)
    {
        var user = (await accounts.FindByIdAsync(current.Id.ToString()!))!;
        if (user.TwoFactorEnabled)
        {
            return SecondFactorFailures.AlreadyEnabled;
        }

        if ((await accounts.ResetAuthenticatorKeyAsync(user)).Reason() is { } reason)
        {
            return reason;
        }

        await signIn.ReissueAsync(user, withSecondFactor: false);
        return Result.Ok;
    }
}

internal static class SecondFactorFailures
{
    public static Failure AlreadyEnabled { get; } = Failure.Conflict("second_factor_enabled", "Your second factor is switched on already.");

    public static Failure NotEnabled { get; } = Failure.Conflict("second_factor_disabled", "Your second factor is not switched on.");

    public static Failure WrongCode { get; } = Failure.Field(
        "Code", "wrong_code", "This code is not right, or it has been used already. Wait until your app shows the next one, then enter that.");
}
