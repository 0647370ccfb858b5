using Charity.Platform.Navigation;

namespace Charity.Payments;

internal sealed class AdminMenu : IMenuProvider
{
    public IEnumerable<MenuItem> Items { get; } =
    [
        new(StaffPlace.Admin, "Payment events", "/admin/payments/events", Permissions.ViewPaymentEvents, 60, "bank"),
    ];
}
