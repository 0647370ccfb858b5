using Charity.Platform.Security;

namespace Charity.Organisations;

internal sealed class Permissions : IPermissionProvider
{
    public const string ManageAreas = nameof(ManageAreas);
    public const string ManageCharity = nameof(ManageCharity);
    public const string VerifyOrganisations = nameof(VerifyOrganisations);

    /// <summary>Whoever verifies organisations may also do this, but only with a second factor: money goes to the account that is proved.</summary>
    public const string ProveOrganisationAccounts = nameof(ProveOrganisationAccounts);

    IReadOnlyList<Permission> IPermissionProvider.Permissions { get; } =
    [
        new(ManageAreas, "Keep the area tree"),
        new(ManageCharity, "Keep the charity's record"),
        new(VerifyOrganisations, "Verify social organisations and bar them from calls"),
        new(ProveOrganisationAccounts, "Prove social organisations' bank accounts and look at full numbers", [VerifyOrganisations], NeedsSecondFactor: true),
    ];
}
