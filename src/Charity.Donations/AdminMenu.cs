using Charity.Platform.Navigation;

namespace Charity.Donations;

internal sealed class AdminMenu : IMenuProvider
{
    public IEnumerable<MenuItem> Items { get; } =
    [
        new(StaffPlace.Manage, "What waits for me", "/manage", Platform.Permissions.AccessManage, 0, "home"),
        new(StaffPlace.Manage, "Donations", "/manage/gifts", Permissions.ViewDonations, 20, "gift"),
        new(StaffPlace.Manage, "Cash and bank gifts", "/manage/gifts/offline", Permissions.EnterOfflineGifts, 30, "bank", Features.Offline),
        new(StaffPlace.Manage, "Merchant alliance", "/manage/alliance", Permissions.ViewAlliance, 35, "building"),
        new(StaffPlace.Manage, "Messages", "/manage/messages", Permissions.ModerateMessages, 40, "message"),
        new(StaffPlace.Manage, "Gifts to decide", "/manage/gifts/held", Permissions.DecideHeldGifts, 50, "warning"),
    ];
}
