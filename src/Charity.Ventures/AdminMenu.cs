using Charity.Platform.Navigation;

namespace Charity.Ventures;

internal sealed class AdminMenu : IMenuProvider
{
    public IEnumerable<MenuItem> Items { get; } =
    [
        new MenuItem(StaffPlace.Office, "Calls", "/office/calls", Permissions.ManageCalls, 100, "flag"),
        new MenuItem(StaffPlace.Office, "Venture projects", "/office/projects", Permissions.ManageProjects, 110, "chart"),
    ];
}
