using Charity.Platform.Recipes;
using Charity.Platform.Settings;

namespace Charity.Contents.Menus;

/// <summary><c>menus</c>: puts each menu in the place of the one of its name.</summary>
internal sealed class MenusStep(ISettingsStore settings) : IRecipeStepHandler
{
    public string Name => "menus";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        var model = step.Read<Model>();
        if (model.Menus.SelectMany(menu => menu.Items).FirstOrDefault(link => !SiteMenuSettings.IsUrl(link.Url)) is { } wrong)
        {
            throw step.Error($"{wrong.Url} is neither a path of this site nor an https address");
        }

        var current = await settings.GetAsync<SiteMenuSettings>(cancellationToken);
        await settings.SetAsync(model.Menus.Aggregate(current, (menus, menu) => menus.With(menu)), cancellationToken);
    }

    private sealed record Model
    {
        public required IReadOnlyList<SiteMenu> Menus { get; init; }
    }
}
