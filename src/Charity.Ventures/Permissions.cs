using Charity.Platform.Security;

namespace Charity.Ventures;

internal sealed class Permissions : IPermissionProvider
{
    public const string ManageCalls = nameof(ManageCalls);
    public const string ScreenSubmissions = nameof(ScreenSubmissions);

    IReadOnlyList<Permission> IPermissionProvider.Permissions { get; } =
    [
        new(ManageCalls, "Plan and run calls for venture projects"),
        new(ScreenSubmissions, "Check submissions, return, admit or refuse them"),
    ];
}
