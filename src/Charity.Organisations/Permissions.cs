using Charity.Platform.Security;

namespace Charity.Organisations;

internal sealed class Permissions : IPermissionProvider
{
    public const string ManageAreas = nameof(ManageAreas);
    public const string ManageCharity = nameof(ManageCharity);
    public const string VerifyOrganisations = nameof(VerifyOrganisations);

    IReadOnlyList<Permission> IPermissionProvider.Permissions { get; } =
    [
        new(ManageAreas, "Keep the area tree"),
        new(ManageCharity, "Keep the charity's record"),
        new(VerifyOrganisations, "Verify social organisations and bar them from calls"),
    ];
}
