using Charity.Platform.Navigation;

namespace Charity.Funds;

internal sealed class AdminMenu : IMenuProvider
{
    public IEnumerable<MenuItem> Items { get; } =
    [
        new MenuItem(StaffPlace.Manage, "Funds", "/manage/funds", Permissions.ViewFundBooks, 100, "heart"),
        new MenuItem(StaffPlace.Manage, "Reports", "/manage/reports", Permissions.AnswerReports, 180, "flag"),
    ];
}
