using Charity.Platform.Security;

namespace Charity.Ventures;

internal sealed class Permissions : IPermissionProvider
{
    public const string ManageCalls = nameof(ManageCalls);
    public const string ManageProjects = nameof(ManageProjects);

    /// <summary>Signs for the bureau; only with a second factor.</summary>
    public const string SignAgreements = nameof(SignAgreements);

    IReadOnlyList<Permission> IPermissionProvider.Permissions { get; } =
    [
        new(ManageCalls, "Plan and run calls for venture projects"),
        new(ManageProjects, "Look after running venture projects", [ManageCalls]),
        new(SignAgreements, "Sign agreements for the bureau", [ManageProjects], NeedsSecondFactor: true),
    ];
}
