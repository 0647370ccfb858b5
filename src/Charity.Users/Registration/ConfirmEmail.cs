using System.Globalization;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Users.Accounts;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Identity;

namespace Charity.Users.Registration;

/// <summary>
/// Confirms the address of a new account, or makes <paramref name="Email"/> the account's address, with the token mailed to that
/// address and the account's password. The token alone does not do: somebody could open an account with another's address and a
/// password of their own, and wait until the other opens the link.
/// </summary>
[Anybody]
internal sealed record ConfirmEmail(Guid UserId, string? Code, string? Email, string? Password) : ICommand;

internal sealed class ConfirmEmailValidator : AbstractValidator<ConfirmEmail>
{
    public ConfirmEmailValidator() => RuleFor(request => request.Password).NotEmpty().Says("password_missing", "Please enter your password.");
}

/// <summary>The token first: who does not have it guesses no passwords here.</summary>
internal sealed class ConfirmingNeedsTokenAndPassword(AccountManager accounts, AccountSignIn signIn) : IAuthorize<ConfirmEmail>
{
    public async Task<Failure?> AuthorizeAsync(ConfirmEmail request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(request.UserId.ToString()) is not { ErasedUtc: null } user)
        {
            return IdentityFailures.LinkExpired;
        }

        var purpose = string.IsNullOrEmpty(request.Email) ? UserManager<User>.ConfirmEmailTokenPurpose : UserManager<User>.GetChangeEmailTokenPurpose(EmailAddresses.Clean(request.Email));
        return await accounts.VerifyUserTokenAsync(user, TokenOptions.DefaultProvider, purpose, MailedToken.Decode(request.Code))
            ? await signIn.ProveAsync(user, request.Password)
            : IdentityFailures.LinkExpired;
    }
}

internal sealed class ConfirmEmailHandler(AccountManager accounts, AccountMails mails, TimeProvider clock) : IRequestHandler<ConfirmEmail, Result>
{
    public async Task<Result> Handle(ConfirmEmail request, CancellationToken cancellationToken)
    {
        var user = (await accounts.FindByIdAsync(request.UserId.ToString()))!;
        var token = MailedToken.Decode(request.Code);
        if (string.IsNullOrEmpty(request.Email))
        {
            return (await accounts.ConfirmEmailAsync(user, token)).Reason() is { } expired ? expired : Result.Ok;
        }

        var email = EmailAddresses.Clean(request.Email);
        await accounts.LockAddressAsync(email, cancellationToken);

        // Promised first, while the account still has the old address.
        var before = clock.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture);
        await mails.TellChangeAsync(user, before, T => T["Your account now has another e-mail address. This one is no longer used for it."], cancellationToken);
        return (await accounts.ChangeEmailAsync(user, email, token)).Reason() is { } reason ? reason : Result.Ok;
    }
}
