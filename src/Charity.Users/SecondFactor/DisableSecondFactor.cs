using System.Globalization;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Accounts;
using FluentValidation;
using MediatR;

namespace Charity.Users.SecondFactor;

/// <summary>Switches the own second factor off, and throws the app's key and the recovery codes away.</summary>
[SignedIn]
internal sealed record DisableSecondFactor(string? Password) : ICommand, IProvenByPassword;

internal sealed class DisableSecondFactorValidator : AbstractValidator<DisableSecondFactor>
{
    public DisableSecondFactorValidator() => RuleFor(request => request.Password).NotEmpty().Says("password_missing", "Please enter your password.");
}

internal sealed class DisableSecondFactorHandler(AccountManager accounts, AccountSignIn signIn, AccountMails mails, ICurrentUser current, TimeProvider clock)
    : IRequestHandler<DisableSecondFactor, Result>
{
    public async Task<Result> Handle(DisableSecondFactor request, CancellationToken cancellationToken)
    {
        var user = (await accounts.FindByIdAsync(current.Id.ToString()!))!;
        if (!user.TwoFactorEnabled)
        {
            return SecondFactorFailures.NotEnabled;
        }

        if (!current.HasSecondFactor)
        {
            return new Failure(FailureKind.SecondFactorNeeded, "second_factor_needed", "Please confirm with your second factor first.");
        }

        if ((await accounts.RemoveSecondFactorAsync(user)).Reason() is { } reason)
        {
            return reason;
        }

        var occasion = clock.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture);
        await mails.TellChangeAsync(user, occasion, T => T["The second factor of your account was switched off."], cancellationToken);
        await signIn.ReissueAsync(user, withSecondFactor: false);
        return Result.Ok;
    }
}
