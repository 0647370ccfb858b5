using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Accounts;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Charity.Users.SecondFactor;

/// <summary>Switches the second factor on with a first code of the app. This session counts as confirmed; all others end. Answers with the recovery codes, which are shown once.</summary>
[SignedIn]
internal sealed record EnableSecondFactor(string? Code, string? Password) : ICommand<Result<IReadOnlyList<string>>>, IProvenByPassword;

internal sealed class EnableSecondFactorValidator : AbstractValidator<EnableSecondFactor>
{
    public EnableSecondFactorValidator()
    {
        RuleFor(request => request.Code).NotEmpty().Says("code_missing", "Please enter the code that your app shows.");
        RuleFor(request => request.Password).NotEmpty().Says("password_missing", "Please enter your password.");
    }
}

internal sealed class EnableSecondFactorHandler(AccountManager accounts, AccountSignIn signIn, ICurrentUser current)
    : IRequestHandler<EnableSecondFactor, Result<IReadOnlyList<string>>>
{
    public async Task<Result<IReadOnlyList<string>>> Handle(EnableSecondFactor request, CancellationToken cancellationToken)
    {
        var user = (await accounts.FindByIdAsync(current.Id.ToString()!))!;
        if (user.TwoFactorEnabled)
        {
            return SecondFactorFailures.AlreadyEnabled;
        }

        if (!await accounts.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, request.Code!))
        {
            return SecondFactorFailures.WrongCode;
        }

        if ((await accounts.SetTwoFactorEnabledAsync(user, true)).Reason() is { } reason)
        {
            return reason;
        }

        var codes = await accounts.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes.Count);
        await signIn.ReissueAsync(user, withSecondFactor: true);
        return Result<IReadOnlyList<string>>.Ok([.. codes!]);
    }
}

internal static class RecoveryCodes
{
    public const int Count = 10;
}
