using Charity.Platform.Navigation;

namespace Charity.Disbursements;

internal sealed class AdminMenu : IMenuProvider
{
    public IEnumerable<MenuItem> Items { get; } = 
    [
        new MenuItem(StaffPlace.Manage, "Payments", "/manage/payments", Permissions.ViewPayments, 60, "bank"),
        new MenuItem(StaffPlace.Manage, "Pay at the bank", "/manage/batches", Permissions.PayBatches, 65, "bank"),
        new MenuItem(StaffPlace.Manage, "Aid to people", "/manage/aid", Permissions.ManageAid, 70, "heart"),
    ];
}
