using Charity.Platform.Navigation;

namespace Charity.Ventures;

internal sealed class AdminMenu : IMenuProvider
{
    public IEnumerable<MenuItem> Items { get; } =
    [
        new MenuItem(StaffPlace.Manage, "Needs", "/manage/needs", Permissions.PostNeeds, 120, "search"),
        new MenuItem(StaffPlace.Manage, "Micro-wishes", "/manage/wishes", Permissions.PostNeeds, 130, "star"),
        new MenuItem(StaffPlace.Office, "Calls", "/office/calls", Permissions.ManageCalls, 100, "flag"),
        new MenuItem(StaffPlace.Office, "Venture projects", "/office/projects", Permissions.ManageProjects, 110, "chart"),
        new MenuItem(StaffPlace.Office, "Needs to check", "/office/needs", Permissions.CheckNeeds, 110, "search"),
        new MenuItem(StaffPlace.Office, "Wishes to check", "/office/wishes", Permissions.CheckNeeds, 120, "star"),
        new MenuItem(StaffPlace.Office, "Reviewers", "/office/reviewers", Permissions.ManageReviewers, 150, "user"),
        new MenuItem(StaffPlace.Office, "Objections", "/office/objections", Permissions.HandleObjections, 110, "warning"),
    ];
}
