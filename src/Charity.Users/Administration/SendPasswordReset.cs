using Charity.Platform.Audit;
using Charity.Platform.Requests;
using Charity.Users.Accounts;
using MediatR;

namespace Charity.Users.Administration;

/// <summary>Mails somebody the link for choosing a new password; staff never see or set one.</summary>
[Requires(Permissions.ManageUsers)]
internal sealed record SendPasswordReset(Guid Id) : ICommand;

internal sealed class SendPasswordResetHandler(AccountManager accounts, AccountMails mails, IAuditTrail audit) : IRequestHandler<SendPasswordReset, Result>
{
    public async Task<Result> Handle(SendPasswordReset request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(request.Id.ToString()) is not { ErasedUtc: null } user)
        {
            return UserFailures.NotFound;
        }

        if (user.IsLockedForGood)
        {
            return Failure.Conflict("account_locked", "This account is locked. Unlock it first.");
        }

        await mails.ResetPasswordAsync(user, await accounts.GeneratePasswordResetTokenAsync(user), cancellationToken);
        audit.Record("Password.ResetSent", user.Id.ToString());
        return Result.Ok;
    }
}
