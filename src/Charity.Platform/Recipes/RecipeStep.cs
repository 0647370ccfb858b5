using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Charity.Platform.Text;
using Charity.Platform.Verification;

namespace Charity.Platform.Recipes;

/// <summary>Carries out the steps of one name. Creates or updates, so that running a recipe twice changes nothing the second time.</summary>
public interface IRecipeStepHandler
{
    /// <summary>The step's <c>name</c> in recipes; compared without case.</summary>
    string Name { get; }

    Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken);
}

/// <summary>One step being carried out.</summary>
public sealed class RecipeStep(string recipe, int index, JsonObject body, string folder, ReportProgress progress)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        // A misspelt property is an error, not a silent default.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new LocalizedTextJson(), new JsonStringEnumConverter() },
    };

    public string Recipe { get; } = recipe;

    /// <summary>1 for the first step.</summary>
    public int Index { get; } = index;

    public JsonObject Body { get; } = body;

    /// <summary>The folder the recipe file lies in; paths in the step start there.</summary>
    public string Folder { get; } = folder;

    public ReportProgress Progress { get; } = progress;

    /// <summary>The step as <typeparamref name="T"/>; the property <c>name</c> is taken out first.</summary>
    /// <exception cref="RecipeException">A property is unknown, missing or of the wrong type.</exception>
    public T Read<T>()
    {
        var copy = (JsonObject)Body.DeepClone();
        copy.Remove("name");
        try
        {
            return copy.Deserialize<T>(Options) ?? throw Error("the step is empty");
        }
        catch (JsonException exception)
        {
            throw Error(exception.Message);
        }
    }

    /// <summary>An error that names recipe and step; throw it.</summary>
    public RecipeException Error(string message) => new($"Recipe {Recipe}, step {Index} ({Body["name"]}): {message}");

    /// <summary>A file beside the recipe. Paths may go up, but not out of the folder of all recipes.</summary>
    public string FilePath(string path, string recipesRoot) =>
        new RecipesFolder(recipesRoot).FileBeside(Folder, path) ?? throw Error($"there is no file {path} beside the recipe");
}

/// <summary>A recipe cannot be carried out; the message names file, step and cause.</summary>
public sealed class RecipeException(string message) : Exception(message);
