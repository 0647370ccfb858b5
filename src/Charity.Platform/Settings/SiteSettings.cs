using Charity.Platform.Text;

namespace Charity.Platform.Settings;

/// <summary>What the site is called and where it stands.</summary>
public sealed record SiteSettings
{
    public LocalizedText Name { get; init; } = new("慈善", "Charity");
    public LocalizedText Tagline { get; init; } = new("", "");

    /// <summary>IANA name; times are shown in it.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";
}

/// <summary>The theme ids of the public and the staff side.</summary>
public sealed record ThemeSettings
{
    public string Site { get; init; } = "Lakeside";
    public string Admin { get; init; } = "TheAdmin";
}

/// <summary>Features that were switched off; everything else runs.</summary>
public sealed record FeatureSettings
{
    public IReadOnlyList<string> Disabled { get; init; } = [];

    public bool Has(string feature) => !Disabled.Contains(feature, StringComparer.OrdinalIgnoreCase);
}

/// <summary>When and from which recipe the site was set up; absent on a fresh database.</summary>
public sealed record SetupState
{
    public string? Recipe { get; init; }
    public DateTime? CompletedUtc { get; init; }
}
