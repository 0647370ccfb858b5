using System.Text.Json;
using System.Text.Json.Nodes;
using Charity.Platform.Modules;
using Charity.Platform.Settings;

namespace Charity.Platform.Recipes;

/// <summary><c>feature</c>: switches features on and off.</summary>
internal sealed class FeatureStep(ModuleCatalog modules, ISettingsStore settings) : IRecipeStepHandler
{
    public string Name => "feature";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        var model = step.Read<Model>();
        if (model.Enable.Concat(model.Disable).FirstOrDefault(id => !modules.Features.ContainsKey(id)) is { } unknown)
        {
            throw step.Error($"there is no feature {unknown}");
        }

        if (model.Disable.FirstOrDefault(id => modules.Features[id].AlwaysEnabled) is { } needed)
        {
            throw step.Error($"the site cannot run without the feature {needed}");
        }

        var current = await settings.GetAsync<FeatureSettings>(cancellationToken);
        var disabled = current.Disabled.Except(model.Enable, StringComparer.OrdinalIgnoreCase).Union(model.Disable, StringComparer.OrdinalIgnoreCase).ToList();
        await settings.SetAsync(new FeatureSettings { Disabled = disabled }, cancellationToken);
    }

    private sealed record Model
    {
        public IReadOnlyList<string> Enable { get; init; } = [];
        public IReadOnlyList<string> Disable { get; init; } = [];
    }
}

/// <summary><c>themes</c>: chooses the public and the staff theme.</summary>
internal sealed class ThemesStep(ModuleCatalog modules, ISettingsStore settings) : IRecipeStepHandler
{
    public string Name => "themes";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        var chosen = step.Read<ThemeSettings>();
        foreach (var id in (string[])[chosen.Site, chosen.Admin])
        {
            if (modules.Themes.All(theme => theme.Id != id))
            {
                throw step.Error($"there is no theme {id}");
            }
        }

        await settings.SetAsync(chosen, cancellationToken);
    }
}

/// <summary><c>settings</c>: any settings objects by their name.</summary>
internal sealed class SettingsStep(IEnumerable<SettingsType> types, ISettingsStore settings) : IRecipeStepHandler
{
    public string Name => "settings";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in step.Body.Where(property => property.Key != "name"))
        {
            var type = types.FirstOrDefault(candidate => candidate.Type.Name == name) ?? throw step.Error($"there are no settings named {name}");
            try
            {
                await type.StoreAsync(settings, value as JsonObject ?? throw step.Error($"{name} must be an object"), cancellationToken);
            }
            catch (JsonException exception)
            {
                throw step.Error($"{name}: {exception.Message}");
            }
        }
    }
}

/// <summary>A settings record that recipes may set.</summary>
public abstract class SettingsType(Type type)
{
    public Type Type { get; } = type;

    internal abstract Task StoreAsync(ISettingsStore settings, JsonObject value, CancellationToken cancellationToken);
}

public sealed class SettingsType<T>() : SettingsType(typeof(T)) where T : class, new()
{
    internal override Task StoreAsync(ISettingsStore settings, JsonObject value, CancellationToken cancellationToken) =>
        settings.SetAsync(value.Deserialize<T>(SettingsJson.Strict)!, cancellationToken);
}
