using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Accounts;
using Charity.Users.Privacy;
using MediatR;

namespace Charity.Users.Administration;

/// <summary>Locks an account until staff unlock it; its sessions end within seconds.</summary>
[Requires(Permissions.ManageUsers)]
internal sealed record LockUser(Guid Id) : ICommand;

internal sealed class LockUserHandler(AccountManager accounts, AccountRoles roles, ICurrentUser current) : IRequestHandler<LockUser, Result>
{
    public async Task<Result> Handle(LockUser request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(request.Id.ToString()) is not { } user)
        {
            return UserFailures.NotFound;
        }

        if (user.Id == current.Id)
        {
            return UserFailures.Own;
        }

        if (await roles.IsLastAdministratorAsync(user.Id, cancellationToken))
        {
            return AdministratorFailures.LastOne;
        }

        user.LockoutEnd = User.LockedForGood;
        return (await accounts.SignOutEverywhereAsync(user, "User.Locked")).Reason() is { } reason ? reason : Result.Ok;
    }
}
