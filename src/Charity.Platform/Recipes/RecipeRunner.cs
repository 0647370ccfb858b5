using System.Text.Json;
using System.Text.Json.Nodes;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Verification;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Platform.Recipes;

/// <summary>Where the recipes lie: beside the program.</summary>
public sealed record RecipesFolder(string Path);

/// <summary>Runs recipes: JSON with comments, Orchard's header, steps from top to bottom, each in its own scope.</summary>
public sealed class RecipeRunner(IServiceScopeFactory scopes, RecipesFolder folder, IConfiguration configuration)
{
    private static readonly JsonDocumentOptions Parsing = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly string[] Header =
        ["name", "displayName", "description", "author", "website", "version", "issetuprecipe", "categories", "tags", "variables", "steps"];

    /// <summary>Runs a recipe by name (a file of the recipes folder) or by path.</summary>
    /// <exception cref="RecipeException">The recipe is missing or wrong; steps before the wrong one have been carried out.</exception>
    public Task RunAsync(string nameOrPath, IReadOnlyDictionary<string, string> parameters, ReportProgress progress, CancellationToken cancellationToken) =>
        RunAsync(Find(nameOrPath), parameters, progress, [], cancellationToken);

    private async Task RunAsync(string path, IReadOnlyDictionary<string, string> parameters, ReportProgress progress, List<string> running, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        if (running.Contains(path))
        {
            throw new RecipeException($"Recipe {name} includes itself.");
        }

        running.Add(path);
        var recipe = await ParseAsync(path, cancellationToken);
        var helpers = new RecipeHelpers(recipe["variables"] as JsonObject, parameters, configuration, file => ReadText(path, file));
        var steps = recipe["steps"] as JsonArray ?? throw new RecipeException($"Recipe {name} has no steps.");
        for (var index = 1; index <= steps.Count; index++)
        {
            await RunStepAsync(path, index, steps[index - 1], helpers, parameters, progress, running, cancellationToken);
        }

        running.Remove(path);
    }

    private async Task RunStepAsync(
        string path, int index, JsonNode? node, RecipeHelpers helpers, IReadOnlyDictionary<string, string> parameters, ReportProgress progress, List<string> running, CancellationToken cancellationToken)
    {
        var recipe = Path.GetFileName(path);
        if (node is not JsonObject raw || raw["name"]?.GetValue<string>() is not { } name)
        {
            throw new RecipeException($"Recipe {recipe}, step {index}: every step is an object with a name.");
        }

        JsonObject body;
        try
        {
            body = (JsonObject)helpers.Expand(raw)!;
        }
        catch (RecipeException exception)
        {
            throw new RecipeException($"Recipe {recipe}, step {index} ({name}): {exception.Message}");
        }

        progress($"{recipe}: {name}", index, null);
        if (name.Equals("recipes", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var included in body["Values"] as JsonArray ?? throw new RecipeException($"Recipe {recipe}, step {index} ({name}): Values is missing."))
            {
                await RunAsync(Find(included?["name"]?.GetValue<string>() ?? string.Empty), parameters, progress, running, cancellationToken);
            }

            return;
        }

        await using var scope = scopes.CreateSystemScope("recipe");
        var handler = scope.ServiceProvider.GetServices<IRecipeStepHandler>().FirstOrDefault(candidate => candidate.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new RecipeException($"Recipe {recipe}, step {index}: no module knows a step named {name}.");
        await handler.ExecuteAsync(new RecipeStep(recipe, index, body, Path.GetDirectoryName(path)!, progress), cancellationToken);
    }

    private string Find(string nameOrPath)
    {
        var isName = nameOrPath.Length > 0 && nameOrPath.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
        string[] candidates = isName
            ? [Path.Combine(folder.Path, $"{nameOrPath}.recipe.json"), Path.Combine(folder.Path, "snippets", $"{nameOrPath}.recipe.json"), nameOrPath]
            : [nameOrPath];
        return candidates.Where(File.Exists).Select(Path.GetFullPath).FirstOrDefault()
            ?? throw new RecipeException($"There is no recipe {nameOrPath}.");
    }

    private string ReadText(string recipePath, string file)
    {
        var full = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(recipePath)!, file));
        return full.StartsWith(Path.GetFullPath(folder.Path), StringComparison.Ordinal) && File.Exists(full)
            ? File.ReadAllText(full)
            : throw new RecipeException($"there is no file {file} beside the recipe");
    }

    private static async Task<JsonObject> ParseAsync(string path, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        try
        {
            var recipe = JsonNode.Parse(await File.ReadAllTextAsync(path, cancellationToken), documentOptions: Parsing) as JsonObject
                ?? throw new RecipeException($"Recipe {name} is not a JSON object.");
            return recipe.Select(property => property.Key).FirstOrDefault(key => !Header.Contains(key, StringComparer.Ordinal)) is { } unknown
                ? throw new RecipeException($"Recipe {name} has an unknown property {unknown} in its header.")
                : recipe;
        }
        catch (JsonException exception)
        {
            throw new RecipeException($"Recipe {name} is not valid JSON: {exception.Message}");
        }
    }
}
