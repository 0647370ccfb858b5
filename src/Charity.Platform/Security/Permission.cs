namespace Charity.Platform.Security;

/// <summary>
/// Something a role may allow. Names are verb and noun (<c>ManageFunds</c>); <see cref="Description"/> is the English text and
/// the key of its translation.
/// </summary>
/// <param name="ImpliedBy">Permissions whose holders have this one too.</param>
/// <param name="NeedsSecondFactor">The session must have been confirmed with a second factor: for whoever approves or pays.</param>
public sealed record Permission(string Name, string Description, string[] ImpliedBy, bool NeedsSecondFactor = false)
{
    public Permission(string name, string description, bool needsSecondFactor = false) : this(name, description, [], needsSecondFactor)
    {
    }

    /// <summary>Holders may do everything.</summary>
    public const string SiteOwner = "SiteOwner";
}

/// <summary>A module's permissions.</summary>
public interface IPermissionProvider
{
    IReadOnlyList<Permission> Permissions { get; }
}
