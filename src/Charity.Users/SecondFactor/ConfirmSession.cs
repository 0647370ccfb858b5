using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Accounts;
using Charity.Users.Sessions;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Charity.Users.SecondFactor;

/// <summary>Confirms an open session with the second factor, before something that needs it. Attempts are counted like those of a sign-in.</summary>
[SignedIn]
internal sealed record ConfirmSession(string? Code) : IOutsideCall<Passed>;

internal sealed class ConfirmSessionValidator : AbstractValidator<ConfirmSession>
{
    public ConfirmSessionValidator() => RuleFor(request => request.Code).NotEmpty().Says("code_missing", "Please enter the code that your app shows.");
}

internal sealed class ConfirmSessionHandler(AccountManager accounts, AccountSignIn signIn, ICurrentUser current) : IRequestHandler<ConfirmSession, Result<Passed>>
{
    public async Task<Result<Passed>> Handle(ConfirmSession request, CancellationToken cancellationToken)
    {
        var user = (await accounts.FindByIdAsync(current.Id.ToString()!))!;
        if (!user.TwoFactorEnabled)
        {
            return SecondFactorFailures.NotEnabled;
        }

        if (await accounts.IsLockedOutAsync(user))
        {
            return SignInFailures.LockedOut;
        }

        if (!await IsRightAsync(user, SecondFactorCode.Clean(request.Code)))
        {
            await accounts.AccessFailedAsync(user);
            await signIn.RecordAsync(SignInResult.Failed, user);
            return SecondFactorFailures.WrongCode;
        }

        await accounts.ResetAccessFailedCountAsync(user);
        await signIn.RecordAsync(SignInResult.Success, user);
        await signIn.ReissueAsync(user, withSecondFactor: true);
        return new Passed();
    }

    private async Task<bool> IsRightAsync(User user, string code) => SecondFactorCode.IsFromApp(code)
        ? await accounts.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, code)
        : (await accounts.RedeemTwoFactorRecoveryCodeAsync(user, code)).Succeeded;
}
