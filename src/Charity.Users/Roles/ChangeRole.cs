using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Users.Roles;

/// <summary>Decides what a role may do. Nobody adds or removes what they may not do themselves.</summary>
[Requires(Users.Permissions.ManageRoles)]
internal sealed record ChangeRole(string Name, string? Version, string[]? Permissions) : ICommand;

internal sealed class ChangeRoleHandler(CharityDbContext db, UnitOfWork unitOfWork, RolePermissions cache, PermissionCatalog catalog, IPermissionService permissions)
    : IRequestHandler<ChangeRole, Result>
{
    public async Task<Result> Handle(ChangeRole request, CancellationToken cancellationToken)
    {
        if (await db.Set<Role>().FirstOrDefaultAsync(role => role.Name == request.Name, cancellationToken) is not { } role)
        {
            return Failure.NotFound("role_not_found", "There is no such role.");
        }

        if (role.ConcurrencyStamp != request.Version)
        {
            return Failure.Conflict("changed_meanwhile", "Somebody else changed this at the same moment. Look at the new state, then try again.");
        }

        var wanted = (request.Permissions ?? []).Where(catalog.All.ContainsKey).ToHashSet(StringComparer.Ordinal);
        var present = await db.Set<RolePermission>().Where(row => row.RoleId == role.Id).Select(row => row.Permission).ToListAsync(cancellationToken);
        if (role.Name == Role.Administrator && !wanted.Contains(Permission.SiteOwner))
        {
            return Failure.Conflict("administrators_do_everything", "Administrators may do everything; otherwise nobody could repair the site.");
        }

        foreach (var changed in wanted.Except(present).Concat(present.Where(name => catalog.All.ContainsKey(name)).Except(wanted)))
        {
            if (!await permissions.HasAsync(changed, cancellationToken))
            {
                return Failure.Forbidden("more_than_own", "You may give and take only roles that allow nothing beyond what you may do yourself.");
            }
        }

        await db.SetPermissionsAsync(role.Id, wanted, cancellationToken);
        role.ConcurrencyStamp = Guid.NewGuid().ToString("N");
        unitOfWork.AfterCommit(cache.Forget);
        return Result.Ok;
    }
}
