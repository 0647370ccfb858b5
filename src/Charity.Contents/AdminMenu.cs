using Charity.Platform.Navigation;

namespace Charity.Contents;

internal sealed class AdminMenu : IMenuProvider
{
    public IEnumerable<MenuItem> Items { get; } =
    [
        new(StaffPlace.Admin, "Overview", "/admin", Platform.Permissions.AccessAdmin, 0, "home"),
        new(StaffPlace.Admin, "Content", "/admin/content", Permissions.ManageContent, 10, "edit"),
        new(StaffPlace.Admin, "Pictures and files", "/admin/media", Permissions.ManageMedia, 20, "folder"),
        new(StaffPlace.Admin, "Menus", "/admin/menus", Permissions.ManageMenus, 30, "menu"),
    ];
}
