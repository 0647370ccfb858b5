using Charity.Platform.Security;

namespace Charity.Contents;

/// <summary>What editors may do.</summary>
internal sealed class Permissions : IPermissionProvider
{
    public const string ManageContent = nameof(ManageContent);
    public const string PublishContent = nameof(PublishContent);
    public const string ManageMedia = nameof(ManageMedia);
    public const string ManageMenus = nameof(ManageMenus);

    IReadOnlyList<Permission> IPermissionProvider.Permissions { get; } =
    [
        new(ManageContent, "Write pages, notices and articles"),
        new(PublishContent, "Publish pages, notices and articles"),
        new(ManageMedia, "Upload pictures and documents"),
        new(ManageMenus, "Change the menus"),
    ];
}
