using Charity.Platform.Security;

namespace Charity.Platform;

/// <summary>The permissions every site has.</summary>
public sealed class Permissions : IPermissionProvider
{
    public const string AccessAdmin = nameof(AccessAdmin);
    public const string AccessManage = nameof(AccessManage);
    public const string AccessOffice = nameof(AccessOffice);
    public const string ManageSettings = nameof(ManageSettings);
    public const string RunRecipes = nameof(RunRecipes);
    public const string ViewAuditTrail = nameof(ViewAuditTrail);

    IReadOnlyList<Permission> IPermissionProvider.Permissions { get; } =
    [
        new(Permission.SiteOwner, "Do everything"),
        new(AccessAdmin, "Open the editors' and administrators' pages"),
        new(AccessManage, "Open the fund managers' pages"),
        new(AccessOffice, "Open the bureau officers' pages"),
        new(ManageSettings, "Change the site's settings"),
        new(RunRecipes, "Run recipes"),
        new(ViewAuditTrail, "Read the audit trail"),
    ];
}
