namespace Charity.Platform.Modules;

/// <summary>Declares an assembly as a module of the site. The module's id is the assembly's name.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ModuleAttribute : Attribute
{
    public required string Name { get; init; }
    public required string Description { get; init; }
    public string Category { get; init; } = "Charity";
}

/// <summary>Declares a part of a module that can be switched off; what a module has beside such parts is a feature named like itself, without which the site cannot run.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class FeatureAttribute(string id) : Attribute
{
    public string Id { get; } = id;
    public required string Name { get; init; }
    public required string Description { get; init; }
}

/// <summary>Declares an assembly as a theme. Its views replace any module's view of the same place and file name.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ThemeAttribute : Attribute
{
    public required string Name { get; init; }
    public required string Description { get; init; }

    /// <summary>The theme whose views are used where this one has none.</summary>
    public string? BaseTheme { get; init; }
    public bool IsAdmin { get; init; }
}
