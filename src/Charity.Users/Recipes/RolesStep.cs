using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Users.Roles;
using Microsoft.EntityFrameworkCore;

namespace Charity.Users.Recipes;

/// <summary><c>Roles</c>: creates roles, or makes existing ones as described.</summary>
internal sealed class RolesStep(CharityDbContext db, UnitOfWork unitOfWork, PermissionCatalog permissions, RolePermissions cache, TimeProvider clock) : IRecipeStepHandler
{
    public string Name => "Roles";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        var model = step.Read<Model>();
        foreach (var role in model.Roles)
        {
            if (role.Permissions.FirstOrDefault(permission => !permissions.All.ContainsKey(permission)) is { } unknown)
            {
                throw step.Error($"the role {role.Name} names the permission {unknown}, which no module declares");
            }
        }

        await unitOfWork.ExecuteAsync(
            async token =>
            {
                foreach (var described in model.Roles)
                {
                    await StoreAsync(described, token);
                }

                unitOfWork.AfterCommit(cache.Forget);
                return true;
            },
            cancellationToken);
    }

    private async Task StoreAsync(RoleModel described, CancellationToken cancellationToken)
    {
        if (await db.Set<Role>().FirstOrDefaultAsync(role => role.Name == described.Name, cancellationToken) is not { } role)
        {
            db.Add(role = Role.Create(described.Name, clock.GetUtcNow()));
        }

        role.Describe(described.DisplayName, described.Description);
        await db.SetPermissionsAsync(role.Id, described.Permissions, cancellationToken);
    }

    private sealed record Model
    {
        public required IReadOnlyList<RoleModel> Roles { get; init; }
    }

    private sealed record RoleModel
    {
        public required string Name { get; init; }
        public required LocalizedText DisplayName { get; init; }
        public required LocalizedText Description { get; init; }
        public required IReadOnlyList<string> Permissions { get; init; }
    }
}
