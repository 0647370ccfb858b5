using Charity.Platform.Navigation;

namespace Charity.Contents.Menus;

/// <summary>The public menus. An address is a page's Chinese path: readers of a translation are sent on to it.</summary>
internal sealed record SiteMenuSettings
{
    public IReadOnlyList<SiteMenu> Menus { get; init; } = [];

    public IReadOnlyList<SiteMenuLink> LinksOf(string menu) => Menus.FirstOrDefault(candidate => candidate.Name == menu)?.Items ?? [];

    /// <summary>The menus with this one added, or put in the place of the one of its name.</summary>
    public SiteMenuSettings With(SiteMenu menu) => new()
    {
        Menus = Menus.Any(known => known.Name == menu.Name) ? [.. Menus.Select(known => known.Name == menu.Name ? menu : known)] : [.. Menus, menu],
    };

    /// <summary>Links lead to a page of this site or, openly, to another site.</summary>
    public static bool IsUrl(string url) =>
        url.Length <= 300 && ((url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\', StringComparison.Ordinal)) || (url.StartsWith("https://", StringComparison.Ordinal) && Uri.IsWellFormedUriString(url, UriKind.Absolute)));
}

internal sealed record SiteMenu(string Name, IReadOnlyList<SiteMenuLink> Items);
