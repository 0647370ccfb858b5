using Charity.Platform.Data;
using Charity.Platform.Modules;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Charity.Users.Roles;

/// <summary>Every role with every permission, by module.</summary>
[Requires(Users.Permissions.ManageRoles)]
internal sealed record ShowRoles : IQuery<RoleMatrix>;

internal sealed record RoleMatrix(IReadOnlyList<RoleColumn> Roles, IReadOnlyList<PermissionGroup> Groups);

/// <param name="Effective">The permissions held directly or because another one implies them.</param>
/// <param name="Version">Changes with every change; sent back with the form.</param>
internal sealed record RoleColumn(
    string Name, LocalizedText DisplayName, LocalizedText Description, int Members, IReadOnlySet<string> Direct, IReadOnlySet<string> Effective, string Version);

/// <param name="Module">The module's English name, the key of its translation.</param>
internal sealed record PermissionGroup(string Module, IReadOnlyList<Permission> Permissions);

internal sealed class ShowRolesHandler(CharityDbContext db, PermissionCatalog catalog, IEnumerable<IPermissionProvider> providers, ModuleCatalog modules)
    : IRequestHandler<ShowRoles, Result<RoleMatrix>>
{
    public async Task<Result<RoleMatrix>> Handle(ShowRoles request, CancellationToken cancellationToken)
    {
        var roles = await db.Set<Role>().AsNoTracking().OrderBy(role => role.Id).ToListAsync(cancellationToken);
        var held = (await db.Set<RolePermission>().AsNoTracking().ToListAsync(cancellationToken)).ToLookup(row => row.RoleId, row => row.Permission);
        var members = await db.Set<IdentityUserRole<Guid>>().GroupBy(link => link.RoleId)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var groups = providers.Select(provider => new PermissionGroup(
            modules.Modules.First(module => module.Assembly == provider.GetType().Assembly).Manifest.Name,
            provider.Permissions));
        return new RoleMatrix(roles.ConvertAll(role => Column(role, held[role.Id], members.GetValueOrDefault(role.Id))), [.. groups]);
    }

    private RoleColumn Column(Role role, IEnumerable<string> permissions, int members)
    {
        var direct = permissions.ToHashSet(StringComparer.Ordinal);
        var effective = catalog.All.Keys.Where(name => catalog.Granting(name).Any(direct.Contains)).ToHashSet(StringComparer.Ordinal);
        return new RoleColumn(role.Name!, role.DisplayName, role.Description, members, direct, effective, role.ConcurrencyStamp!);
    }
}
