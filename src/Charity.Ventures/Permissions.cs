using Charity.Platform.Security;

namespace Charity.Ventures;

internal sealed class Permissions : IPermissionProvider
{
    public const string ManageCalls = nameof(ManageCalls);
    public const string ScreenSubmissions = nameof(ScreenSubmissions);
    public const string PostNeeds = nameof(PostNeeds);
    public const string CheckNeeds = nameof(CheckNeeds);
    public const string CheckWishes = nameof(CheckWishes);
    public const string ViewNeeds = nameof(ViewNeeds);

    IReadOnlyList<Permission> IPermissionProvider.Permissions { get; } =
    [
        new(ManageCalls, "Plan and run calls for venture projects"),
        new(ScreenSubmissions, "Check submissions, return, admit or refuse them"),
        new(PostNeeds, "Post needs and wishes of the communities in one's care"),
        new(CheckNeeds, "Check and publish every community's needs and wishes"),
        new(CheckWishes, "Check colleagues' wishes of the communities in one's care", [CheckNeeds]),
        new(ViewNeeds, "See needs and wishes before they are published", [PostNeeds, CheckWishes, CheckNeeds]),
    ];
}
