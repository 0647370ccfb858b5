using Charity.Platform.Navigation;

namespace Charity.Disbursements;

internal sealed class AdminMenu : IMenuProvider
{
    public IEnumerable<MenuItem> Items { get; } = [new MenuItem(StaffPlace.Manage, "Payments", "/manage/payments", Permissions.ViewPayments, 60, "bank")];
}
