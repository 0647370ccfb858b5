using System.Globalization;
using Charity.Platform.Requests;
using Charity.Users.Accounts;
using MediatR;

namespace Charity.Users.Registration;

/// <summary>Confirms the address of a new account, or makes <paramref name="Email"/> the account's address, with the token mailed to that address.</summary>
[Anybody]
internal sealed record ConfirmEmail(Guid UserId, string? Code, string? Email) : ICommand;

internal sealed class ConfirmEmailHandler(AccountManager accounts, AccountMails mails, TimeProvider clock) : IRequestHandler<ConfirmEmail, Result>
{
    public async Task<Result> Handle(ConfirmEmail request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(request.UserId.ToString()) is not { ErasedUtc: null } user)
        {
            return IdentityFailures.LinkExpired;
        }

        var token = MailedToken.Decode(request.Code);
        if (string.IsNullOrEmpty(request.Email))
        {
            return (await accounts.ConfirmEmailAsync(user, token)).Reason() is { } expired ? expired : Result.Ok;
        }

        // Promised first, while the account still has the old address.
        var before = clock.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture);
        await mails.TellChangeAsync(user, before, T => T["Your account now has another e-mail address. This one is no longer used for it."], cancellationToken);
        return (await accounts.ChangeEmailAsync(user, EmailAddresses.Clean(request.Email), token)).Reason() is { } reason ? reason : Result.Ok;
    }
}
