using Charity.Platform.Audit;
using Charity.Platform.Requests;
using Charity.Users.Accounts;
using MediatR;

namespace Charity.Users.Administration;

/// <summary>Opens an account that staff locked, or that failed attempts locked for minutes.</summary>
[Requires(Permissions.ManageUsers)]
internal sealed record UnlockUser(Guid Id) : ICommand;

internal sealed class UnlockUserHandler(AccountManager accounts, IAuditTrail audit) : IRequestHandler<UnlockUser, Result>
{
    public async Task<Result> Handle(UnlockUser request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(request.Id.ToString()) is not { } user)
        {
            return UserFailures.NotFound;
        }

        if (user.ErasedUtc is not null)
        {
            return UserFailures.Erased;
        }

        user.LockoutEnd = null;
        user.AccessFailedCount = 0;
        audit.Record("User.Unlocked", user.Id.ToString());
        return (await accounts.UpdateAsync(user)).Reason() is { } reason ? reason : Result.Ok;
    }
}
