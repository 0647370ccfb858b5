using System.Text.Json;
using System.Text.Json.Nodes;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Verification;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Platform.Recipes;

/// <summary>Where the recipes lie: beside the program.</summary>
public sealed record RecipesFolder(string Path)
{
    /// <summary>The file that a recipe in <paramref name="folder"/> names; null when it is not there or lies outside the folder of all recipes.</summary>
    internal string? FileBeside(string folder, string file)
    {
        if (file.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, file));
        return full.StartsWith(System.IO.Path.GetFullPath(Path) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(full) ? full : null;
    }
}

/// <summary>Runs recipes: JSON with comments, Orchard's header, steps from top to bottom, each in its own scope.</summary>
public sealed class RecipeRunner(IServiceScopeFactory scopes, RecipesFolder folder, IConfiguration configuration)
{
    private static readonly JsonDocumentOptions Parsing = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };
    private static readonly string[] Header =
        ["name", "displayName", "description", "author", "website", "version", "issetuprecipe", "categories", "tags", "variables", "steps"];

    /// <summary>Runs a recipe by name (a file of the recipes folder) or by path.</summary>
    /// <exception cref="RecipeException">The recipe is missing or wrong; steps before the wrong one have been carried out.</exception>
    public Task RunAsync(string nameOrPath, IReadOnlyDictionary<string, string> parameters, ReportProgress progress, CancellationToken cancellationToken) =>
        RunAsync(Find(nameOrPath) ?? throw new RecipeException($"There is no recipe {nameOrPath}."), parameters, progress, [], cancellationToken);

    private async Task RunAsync(string path, IReadOnlyDictionary<string, string> parameters, ReportProgress progress, List<string> running, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
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
        if (node is not JsonObject raw || TextOf(raw["name"]) is not { } name)
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
            foreach (var included in Included(recipe, index, body, running))
            {
                await RunAsync(included, parameters, progress, running, cancellationToken);
            }

            return;
        }

        await using var scope = scopes.CreateSystemScope("recipe");
        var handler = scope.ServiceProvider.GetServices<IRecipeStepHandler>().FirstOrDefault(candidate => candidate.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new RecipeException($"Recipe {recipe}, step {index}: no module knows a step named {name}.");
        await handler.ExecuteAsync(new RecipeStep(recipe, index, body, Path.GetDirectoryName(path)!, progress), cancellationToken);
    }

    /// <summary>The files of the recipes that a <c>recipes</c> step names; looked for before the first of them runs.</summary>
    private List<string> Included(string recipe, int index, JsonObject step, List<string> running)
    {
        var paths = new List<string>();
        foreach (var value in step["Values"] as JsonArray ?? throw Error("Values is missing"))
        {
            var named = value is JsonObject body && TextOf(body["name"]) is { } text ? text : throw Error("every value is an object with a name");
            var path = Find(named) ?? throw Error($"there is no recipe {named}");
            paths.Add(running.Contains(path) ? throw Error($"the recipe {named} includes itself") : path);
        }

        return paths;

        RecipeException Error(string message) => new($"Recipe {recipe}, step {index} ({step["name"]}): {message}");
    }

    private string? Find(string nameOrPath)
    {
        var isName = nameOrPath.Length > 0 && nameOrPath.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
        string[] candidates = isName
            ? [Path.Combine(folder.Path, $"{nameOrPath}.recipe.json"), Path.Combine(folder.Path, "snippets", $"{nameOrPath}.recipe.json"), nameOrPath]
            : [nameOrPath];
        return candidates.Where(File.Exists).Select(Path.GetFullPath).FirstOrDefault();
    }

    private string ReadText(string recipePath, string file) =>
        File.ReadAllText(folder.FileBeside(Path.GetDirectoryName(recipePath)!, file) ?? throw new RecipeException($"there is no file {file} beside the recipe"));

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

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
