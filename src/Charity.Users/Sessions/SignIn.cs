using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Users.Accounts;
using FluentValidation;
using MediatR;

namespace Charity.Users.Sessions;

/// <summary>Opens a session with the password, or goes on to the second factor. Not one transaction: attempts are counted although they fail, and hashing must not hold up other writers.</summary>
[Anybody]
internal sealed record SignIn(string? Email, string? Password, bool RememberMe) : IOutsideCall<SignInStep>;

internal enum SignInStep
{
    SignedIn,
    SecondFactorNeeded,
}

internal sealed class SignInValidator : AbstractValidator<SignIn>
{
    public SignInValidator()
    {
        RuleFor(request => request.Email).NotEmpty().Says("email_missing", "Please enter your e-mail address.");
        RuleFor(request => request.Password).NotEmpty().Says("password_missing", "Please enter your password.");
    }
}

internal sealed class SignInHandler(AccountSignIn signIn, AccountManager accounts, AccountMails mails, UnitOfWork unitOfWork) : IRequestHandler<SignIn, Result<SignInStep>>
{
    public async Task<Result<SignInStep>> Handle(SignIn request, CancellationToken cancellationToken)
    {
        var email = EmailAddresses.Clean(request.Email);
        var result = await signIn.PasswordSignInAsync(email, request.Password!, request.RememberMe, lockoutOnFailure: true);
        return result switch
        {
            { Succeeded: true } => SignInStep.SignedIn,
            { RequiresTwoFactor: true } => SignInStep.SecondFactorNeeded,
            { IsLockedOut: true } => await LockedAsync(email),
            { IsNotAllowed: true } => await AskToConfirmAsync(email, cancellationToken),
            _ => Failure.Invalid("sign_in_failed", "The e-mail address or the password is not right."),
        };
    }

    private async Task<Failure> LockedAsync(string email) => await accounts.FindByNameAsync(email) is { IsLockedForGood: true }
        ? Failure.Invalid("account_locked", "This account has been locked. Please ask the charity's staff.")
        : SignInFailures.LockedOut;

    private async Task<Failure> AskToConfirmAsync(string email, CancellationToken cancellationToken)
    {
        var user = (await accounts.FindByNameAsync(email))!;
        var token = await accounts.GenerateEmailConfirmationTokenAsync(user);
        await unitOfWork.ExecuteAsync(
            async inner =>
            {
                await mails.ConfirmEmailAsync(user, token, inner);
                return true;
            },
            cancellationToken);
        return Failure.Invalid("email_not_confirmed", "Your e-mail address still has to be confirmed. We have just sent you the link again.");
    }
}

internal static class SignInFailures
{
    public static Failure LockedOut { get; } = Failure.Invalid(
        "locked_out", "There were too many failed attempts, so this account is locked for {0} minutes. Please try again then, or choose a new password.", Startup.LockoutMinutes);
}
