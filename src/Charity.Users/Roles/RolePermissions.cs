using System.Collections.Frozen;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Users.Roles;

/// <summary>All roles' permissions, kept in memory for three seconds: a change on another node is seen that soon, one of this node at once.</summary>
internal sealed class RolePermissions(IServiceScopeFactory scopes, TimeProvider clock) : IRolePermissions
{
    private static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(3);
    private volatile Snapshot? _snapshot;

    public async ValueTask<IReadOnlySet<string>> OfAsync(IReadOnlyCollection<string> roles, CancellationToken cancellationToken)
    {
        var byRole = await ByRoleAsync(cancellationToken);
        return roles.SelectMany(role => byRole.GetValueOrDefault(role, [])).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Call after the commit of a change.</summary>
    public void Forget() => _snapshot = null;

    private async ValueTask<FrozenDictionary<string, string[]>> ByRoleAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (_snapshot is { } known && now >= known.ReadAt && now - known.ReadAt < MaximumAge)
        {
            return known.ByRole;
        }

        // A scope of its own: what the caller has changed but not committed must not stay in memory.
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
        var rows = await (from permission in db.Set<RolePermission>()
                          join role in db.Set<Role>() on permission.RoleId equals role.Id
                          select new { role.Name, permission.Permission }).ToListAsync(cancellationToken);
        var byRole = rows.GroupBy(row => row.Name!, row => row.Permission).ToFrozenDictionary(role => role.Key, role => role.ToArray(), StringComparer.Ordinal);
        _snapshot = new Snapshot(byRole, now);
        return byRole;
    }

    private sealed record Snapshot(FrozenDictionary<string, string[]> ByRole, DateTimeOffset ReadAt);
}
