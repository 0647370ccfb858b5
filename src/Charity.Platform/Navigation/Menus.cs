using Charity.Platform.Text;

namespace Charity.Platform.Navigation;

/// <summary>The staff's places; each has its own first page.</summary>
public enum StaffPlace
{
    /// <summary>Fund managers, finance: <c>/manage</c>.</summary>
    Manage,

    /// <summary>Bureau officers: <c>/office</c>.</summary>
    Office,

    /// <summary>Editors and administrators: <c>/admin</c>.</summary>
    Admin,
}

/// <summary>An item of the staff menu; shown to those who hold its permission.</summary>
/// <param name="Text">English text, the key of its translation.</param>
/// <param name="Icon">A symbol id of the theme's icon sheet.</param>
/// <param name="Feature">The feature it belongs to, when that can be switched off.</param>
public sealed record MenuItem(StaffPlace Place, string Text, string Url, string Permission, int Order, string Icon = "chevron", string? Feature = null);

/// <summary>A module's staff menu items (its <c>AdminMenu.cs</c>).</summary>
public interface IMenuProvider
{
    IEnumerable<MenuItem> Items { get; }
}

public sealed record SiteMenuLink(LocalizedText Text, string Url);

/// <summary>The public menus that editors keep.</summary>
public interface ISiteMenus
{
    /// <summary>The links of the menu of this name, or none.</summary>
    ValueTask<IReadOnlyList<SiteMenuLink>> LinksAsync(string menu, CancellationToken cancellationToken);
}
