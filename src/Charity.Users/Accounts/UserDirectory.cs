using System.Linq.Expressions;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Users.Contracts;
using Charity.Users.Roles;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Charity.Users.Accounts;

internal sealed class UserDirectory(CharityDbContext db, PermissionCatalog permissions, ILookupNormalizer normalizer) : IUserDirectory
{
    public static readonly Expression<Func<User, UserSummary>> Summary = user => new UserSummary(user.Id, user.Email!, user.Name, user.EmailConfirmed, user.Culture);

    public Task<UserSummary?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Set<User>().Where(user => user.Id == id && user.ErasedUtc == null).Select(Summary).FirstOrDefaultAsync(cancellationToken);

    public Task<UserSummary?> FindByEmailAsync(string email, CancellationToken cancellationToken)
    {
        var normalized = normalizer.NormalizeEmail(EmailAddresses.Clean(email));
        return db.Set<User>().Where(user => user.NormalizedEmail == normalized).Select(Summary).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Whoever failed to sign in too often for the moment still counts: an attack must not silence an alert.</summary>
    public async Task<IReadOnlyList<UserSummary>> HoldersAsync(string permission, CancellationToken cancellationToken)
    {
        var granting = permissions.Granting(permission).ToList();
        var holders = from link in db.Set<IdentityUserRole<Guid>>()
                      join held in db.Set<RolePermission>() on link.RoleId equals held.RoleId
                      where granting.Contains(held.Permission)
                      select link.UserId;
        return await db.Set<User>()
            .Where(user => holders.Contains(user.Id) && (user.LockoutEnd == null || user.LockoutEnd < User.LockedForGood))
            .OrderBy(user => user.Id)
            .Select(Summary)
            .ToListAsync(cancellationToken);
    }
}

internal sealed class ScopeDirectory(CharityDbContext db) : IUserScopes, IScopeCodes
{
    async ValueTask<IReadOnlySet<string>> IScopeCodes.OfAsync(Guid userId, CancellationToken cancellationToken)
    {
        var own = await OfAsync(userId, cancellationToken);
        return own.AreaCodes.Select(ScopeCodes.OfArea).Concat(own.FundSlugs.Select(ScopeCodes.OfFund)).ToHashSet(StringComparer.Ordinal);
    }

    public async ValueTask<UserScopes> OfAsync(Guid userId, CancellationToken cancellationToken)
    {
        var scopes = await db.Set<UserScope>().AsNoTracking().Where(scope => scope.UserId == userId).ToListAsync(cancellationToken);
        return new UserScopes(Codes(ScopeKind.Area), Codes(ScopeKind.Fund));

        HashSet<string> Codes(ScopeKind kind) => scopes.Where(scope => scope.Kind == kind).Select(scope => scope.Code).ToHashSet(StringComparer.Ordinal);
    }
}
