using Charity.Platform.Navigation;

namespace Charity.Ledger;

internal sealed class AdminMenu : IMenuProvider
{
    public IEnumerable<MenuItem> Items { get; } =
    [
        new(StaffPlace.Manage, "Verify the ledger", "/admin/ledger/verify", Permissions.VerifyLedger, 800, "shield"),
    ];
}
