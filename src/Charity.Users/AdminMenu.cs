using Charity.Platform.Navigation;

namespace Charity.Users;

internal sealed class AdminMenu : IMenuProvider
{
    public IEnumerable<MenuItem> Items { get; } =
    [
        new(StaffPlace.Admin, "Users", "/admin/users", Permissions.ManageUsers, 60, "users"),
        new(StaffPlace.Admin, "Roles", "/admin/roles", Permissions.ManageRoles, 61, "lock"),
        new(StaffPlace.Admin, "Audit trail", "/admin/audit", Platform.Permissions.ViewAuditTrail, 90, "eye"),
    ];
}
