using Charity.Platform.Navigation;

namespace Charity.Disbursements;

internal sealed class AdminMenu : IMenuProvider
{
    public IEnumerable<MenuItem> Items { get; } = 
    [
        new MenuItem(StaffPlace.Manage, "Payout tracking", "/manage/tracking", Permissions.ViewPayments, 58, "chart"),
        new MenuItem(StaffPlace.Manage, "Payment requests", "/manage/payments", Permissions.ViewPayments, 60, "bank"),
        new MenuItem(StaffPlace.Manage, "Approvals in your place", "/manage/delegations", Permissions.ApprovePayments, 61, "bank"),
        new MenuItem(StaffPlace.Manage, "Pay by a motion", "/manage/spending", Permissions.RequestSpending, 62, "bank"),
        new MenuItem(StaffPlace.Manage, "Pay at the bank", "/manage/batches", Permissions.PayBatches, 65, "bank"),
        new MenuItem(StaffPlace.Manage, "Bank statement", "/manage/statements", Permissions.ViewStatements, 66, "bank"),
        new MenuItem(StaffPlace.Manage, "Money to come back", "/manage/returns", Permissions.ViewPayments, 67, "bank"),
        new MenuItem(StaffPlace.Manage, "Administration charges", "/manage/charges", Permissions.ViewPayments, 68, "bank"),
        new MenuItem(StaffPlace.Manage, "Spending and administration ratios", "/manage/ratios", Permissions.ViewPayments, 69, "chart"),
        new MenuItem(StaffPlace.Manage, "Aid to people", "/manage/aid", Permissions.ManageAid, 70, "heart"),
    ];
}
