using Charity.Platform.Requests;
using Charity.Platform.Text;
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

internal sealed class SignInHandler(AccountSignIn signIn) : IRequestHandler<SignIn, Result<SignInStep>>
{
    public async Task<Result<SignInStep>> Handle(SignIn request, CancellationToken cancellationToken) =>
        await signIn.PasswordSignInAsync(EmailAddresses.Clean(request.Email), request.Password!, request.RememberMe, lockoutOnFailure: true) switch
        {
            { Succeeded: true } => SignInStep.SignedIn,
            { RequiresTwoFactor: true } => SignInStep.SecondFactorNeeded,
            _ => SignInFailures.Failed,
        };
}

internal static class SignInFailures
{
    /// <summary>The same whatever the reason: which addresses have accounts, and in what state they are, is told by mail alone.</summary>
    public static Failure Failed { get; } = Failure.Invalid(
        "sign_in_failed", "The e-mail address or the password is not right, or the account is locked or not confirmed yet; then a mail to its address says what to do.");

    /// <summary>For somebody who has given the password already.</summary>
    public static Failure LockedOut { get; } = Failure.Invalid(
        "locked_out", "There were too many failed attempts, so this account is locked for {0} minutes. Please try again then, or choose a new password.", Startup.LockoutMinutes);
}
