using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Users.Roles;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Charity.Users.Accounts;

/// <summary>Gives and takes roles and scopes, within the caller's transaction.</summary>
internal sealed class AccountRoles(CharityDbContext db, UnitOfWork unitOfWork, LiveAccounts live, IAuditTrail audit)
{
    public Task<List<string>> OfAsync(Guid userId, CancellationToken cancellationToken) =>
        (from link in db.Set<IdentityUserRole<Guid>>()
         join role in db.Set<Role>() on link.RoleId equals role.Id
         where link.UserId == userId
         orderby role.Name
         select role.Name!).ToListAsync(cancellationToken);

    /// <summary>Makes these the account's roles, and no others.</summary>
    /// <param name="names">Names of roles that exist.</param>
    public async Task SetAsync(Guid userId, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var before = await OfAsync(userId, cancellationToken);
        if (before.ToHashSet(StringComparer.Ordinal).SetEquals(names))
        {
            return;
        }

        var wanted = await db.Set<Role>().Where(role => names.Contains(role.Name!)).Select(role => role.Id).ToListAsync(cancellationToken);
        if (wanted.Count != names.Distinct(StringComparer.Ordinal).Count())
        {
            throw new ArgumentException("One of these roles does not exist.", nameof(names));
        }

        var links = await db.Set<IdentityUserRole<Guid>>().Where(link => link.UserId == userId).ToListAsync(cancellationToken);
        db.RemoveRange(links.Where(link => !wanted.Contains(link.RoleId)));
        db.AddRange(wanted.Except(links.Select(link => link.RoleId)).Select(roleId => new IdentityUserRole<Guid> { UserId = userId, RoleId = roleId }));
        audit.Record("User.RolesChanged", userId.ToString(), new { Before = before, After = names });
        unitOfWork.AfterCommit(() => live.Forget(userId));
    }

    /// <summary>Makes these the areas and funds the account looks after, and no others.</summary>
    public async Task SetScopesAsync(Guid userId, IEnumerable<string> areaCodes, IEnumerable<string> fundSlugs, CancellationToken cancellationToken)
    {
        var wanted = areaCodes.Select(code => (Kind: ScopeKind.Area, Code: code)).Concat(fundSlugs.Select(slug => (Kind: ScopeKind.Fund, Code: slug))).ToHashSet();
        var present = await db.Set<UserScope>().Where(scope => scope.UserId == userId).ToListAsync(cancellationToken);
        if (wanted.SetEquals(present.Select(scope => (scope.Kind, scope.Code))))
        {
            return;
        }

        db.RemoveRange(present.Where(scope => !wanted.Contains((scope.Kind, scope.Code))));
        db.AddRange(wanted.Except(present.Select(scope => (scope.Kind, scope.Code))).Select(scope => new UserScope { UserId = userId, Kind = scope.Kind, Code = scope.Code }));
        audit.Record("User.ScopesChanged", userId.ToString(), new { Before = present.Select(scope => scope.Code), After = wanted.Select(scope => scope.Code) });
    }

    /// <summary>
    /// True when nobody else could administer the site once this account cannot. Two administrators who take each other's role at the
    /// same moment wait for each other here.
    /// </summary>
    public async Task<bool> IsLastAdministratorAsync(Guid userId, CancellationToken cancellationToken)
    {
        await db.LockAsync("users-administrators", cancellationToken);
        var administrators = Administrators();
        return await administrators.AnyAsync(id => id == userId, cancellationToken) && !await administrators.AnyAsync(id => id != userId, cancellationToken);
    }

    public Task<bool> AnyAdministratorAsync(CancellationToken cancellationToken) => Administrators().AnyAsync(cancellationToken);

    private IQueryable<Guid> Administrators() =>
        from link in db.Set<IdentityUserRole<Guid>>()
        join role in db.Set<Role>() on link.RoleId equals role.Id
        join user in db.Set<User>() on link.UserId equals user.Id
        where role.Name == Role.Administrator && (user.LockoutEnd == null || user.LockoutEnd < User.LockedForGood)
        select user.Id;
}
