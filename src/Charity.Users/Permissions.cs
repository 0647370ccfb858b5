using Charity.Platform.Security;

namespace Charity.Users;

/// <summary>Who may look after other people's accounts. Both need a second factor: they decide who may move money.</summary>
internal sealed class Permissions : IPermissionProvider
{
    public const string ManageUsers = nameof(ManageUsers);
    public const string ManageRoles = nameof(ManageRoles);

    IReadOnlyList<Permission> IPermissionProvider.Permissions { get; } =
    [
        new(ManageUsers, "Look after accounts: roles, areas and funds, locks", needsSecondFactor: true),
        new(ManageRoles, "Decide what each role may do", needsSecondFactor: true),
    ];
}
