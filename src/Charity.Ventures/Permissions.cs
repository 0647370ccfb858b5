using Charity.Platform.Security;

namespace Charity.Ventures;

internal sealed class Permissions : IPermissionProvider
{
    public const string ManageCalls = nameof(ManageCalls);
    public const string ViewSubmissions = nameof(ViewSubmissions);

    IReadOnlyList<Permission> IPermissionProvider.Permissions { get; } =
    [
        new(ManageCalls, "Plan and run calls for venture projects"),
        new(ViewSubmissions, "See what organisations have handed in", [ManageCalls]),
    ];
}
