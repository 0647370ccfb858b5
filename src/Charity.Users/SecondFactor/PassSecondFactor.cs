using Charity.Platform.Requests;
using Charity.Users.Accounts;
using Charity.Users.Sessions;
using FluentValidation;
using MediatR;

namespace Charity.Users.SecondFactor;

/// <summary>The second step of signing in: a code of the app, or a recovery code, which works once.</summary>
[Anybody]
internal sealed record PassSecondFactor(string? Code, bool RememberMe) : IOutsideCall<Passed>;

/// <summary>The code was right.</summary>
internal sealed record Passed;

internal sealed class PassSecondFactorValidator : AbstractValidator<PassSecondFactor>
{
    public PassSecondFactorValidator() => RuleFor(request => request.Code).NotEmpty().Says("code_missing", "Please enter the code that your app shows.");
}

internal sealed class PassSecondFactorHandler(AccountSignIn signIn) : IRequestHandler<PassSecondFactor, Result<Passed>>
{
    public async Task<Result<Passed>> Handle(PassSecondFactor request, CancellationToken cancellationToken)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is null)
        {
            return new Failure(FailureKind.Unauthenticated, "sign_in_needed", "Please sign in first.");
        }

        var code = SecondFactorCode.Clean(request.Code);
        var result = SecondFactorCode.IsFromApp(code)
            ? await signIn.TwoFactorAuthenticatorSignInAsync(code, request.RememberMe, rememberClient: false)
            : await signIn.TwoFactorRecoveryCodeSignInAsync(code);
        return result switch
        {
            { Succeeded: true } => new Passed(),
            { IsLockedOut: true } => SignInFailures.LockedOut,
            _ => SecondFactorFailures.WrongCode,
        };
    }
}
