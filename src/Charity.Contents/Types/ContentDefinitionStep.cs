using Charity.Platform.Recipes;
using Charity.Platform.Settings;

namespace Charity.Contents.Types;

/// <summary><c>ContentDefinition</c>: adds content types or replaces those of the same name. Orchard's shape.</summary>
internal sealed class ContentDefinitionStep(ISettingsStore settings) : IRecipeStepHandler
{
    public string Name => "ContentDefinition";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        var types = step.Read<Model>().ContentTypes.Select(type => Define(type, step)).ToList();
        var current = await settings.GetAsync<ContentDefinitions>(cancellationToken);
        await settings.SetAsync(current.With(types), cancellationToken);
    }

    private static ContentType Define(TypeModel type, RecipeStep step)
    {
        if (type.ContentTypePartDefinitionRecords.FirstOrDefault(part => !ContentParts.IsKnown(part.PartName)) is { } unknown)
        {
            throw step.Error($"the content type {type.Name} has a part {unknown.PartName}, which no module knows");
        }

        var setting = type.Settings.ContentTypeSettings;
        if (setting is not { Draftable: true, Versionable: true })
        {
            throw step.Error($"the content type {type.Name} must be Draftable and Versionable: all content here is");
        }

        return new ContentType
        {
            Name = type.Name,
            DisplayName = type.DisplayName ?? type.Name,
            Creatable = setting.Creatable,
            Listable = setting.Listable,
            Parts = [.. type.ContentTypePartDefinitionRecords.Select(part => part.PartName)],
        };
    }

    private sealed record Model
    {
        public required IReadOnlyList<TypeModel> ContentTypes { get; init; }
    }

    private sealed record TypeModel
    {
        public required string Name { get; init; }
        public string? DisplayName { get; init; }
        public required TypeSettings Settings { get; init; }
        public required IReadOnlyList<PartModel> ContentTypePartDefinitionRecords { get; init; }
    }

    private sealed record TypeSettings
    {
        public required ContentTypeSettings ContentTypeSettings { get; init; }
    }

    private sealed record ContentTypeSettings
    {
        public bool Creatable { get; init; }
        public bool Listable { get; init; }
        public bool Draftable { get; init; }
        public bool Versionable { get; init; }
    }

    /// <summary>Parts have no settings and no second name yet; Orchard's empty ones are accepted.</summary>
    private sealed record PartModel
    {
        public required string PartName { get; init; }
        public string? Name { get; init; }
        public NoSettings? Settings { get; init; }
    }

    private sealed record NoSettings;
}
