using Charity.Platform.Navigation;

namespace Charity.Organisations;

internal sealed class AdminMenu : IMenuProvider
{
    public IEnumerable<MenuItem> Items { get; } =
    [
        new(StaffPlace.Office, "Social organisations", "/office/organisations", Permissions.VerifyOrganisations, 200, "users"),
        new(StaffPlace.Admin, "Charity", "/admin/charity", Permissions.ManageCharity, 100, "building"),
        new(StaffPlace.Admin, "Areas", "/admin/areas", Permissions.ManageAreas, 110, "pin"),
    ];
}
