using System.Text.Json;
using Charity.Platform.Recipes;
using Charity.Platform.Settings;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Platform.Recipes;

/// <summary>What is wrong in a recipe is said with file and step. The recipes of these tests lie in a folder of their own.</summary>
public sealed class RecipeRunnerTests : IAsyncLifetime
{
    private const string Good = """{ "name": "settings", "SiteSettings": { "Name": { "zh": "好" } } }""";
    private readonly string _root = PreparedSites.TemporaryDirectory();
    private string _recipes = null!;
    private CharityApp _site = null!;

    public async ValueTask InitializeAsync()
    {
        _recipes = Directory.CreateDirectory(Path.Combine(_root, "recipes")).FullName;
        _site = await CharityApp.OpenAsync(DatabaseKind.Sqlite, services => services.AddSingleton(new RecipesFolder(_recipes)));
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Theory]
    [InlineData("""{ "name": "fly" }""", "no module knows a step named fly")]
    [InlineData("""{ "title": "settings" }""", "every step is an object with a name")]
    [InlineData("""{ "name": 7 }""", "every step is an object with a name")]
    [InlineData("null", "every step is an object with a name")]
    [InlineData("""{ "name": "settings", "SiteSettings": { "Name": { "zh": "[fly('x')]" } } }""", "unknown helper fly")]
    [InlineData("""{ "name": "settings", "SiteSettings": { "Name": { "zh": "[js: fly('x')]" } } }""", "unknown helper fly")]
    [InlineData("""{ "name": "settings", "SiteSettings": { "Name": { "zh": "[variables('x')]" } } }""", "no variable x")]
    [InlineData("""{ "name": "settings", "SiteSettings": { "Name": { "zh": "[variables('number')]" } } }""", "no variable number")]
    [InlineData("""{ "name": "settings", "SiteSettings": { "Name": { "zh": "[variables('loop')]" } } }""", "is made of itself")]
    [InlineData("""{ "name": "settings", "SiteSettings": { "Name": { "zh": "[parameters('x')]" } } }""", "the parameter x was not given")]
    [InlineData("""{ "name": "settings", "SiteSettings": { "Name": { "zh": "[env:CHARITY_NO_SUCH]" } } }""", "CHARITY_NO_SUCH")]
    [InlineData("""{ "name": "settings", "SiteSettings": { "Name": { "zh": "[appsettings:No:Such]" } } }""", "No:Such")]
    [InlineData("""{ "name": "settings", "SiteSettings": { "Colour": "blue" } }""", "Colour")]
    [InlineData("""{ "name": "settings", "SiteSettings": "blue" }""", "SiteSettings must be an object")]
    [InlineData("""{ "name": "settings", "NoSettings": { } }""", "no settings named NoSettings")]
    [InlineData("""{ "name": "themes", "site": "Nowhere" }""", "there is no theme Nowhere")]
    [InlineData("""{ "name": "themes", "colour": "blue" }""", "colour")]
    [InlineData("""{ "name": "feature", "enable": ["Fly"] }""", "there is no feature Fly")]
    [InlineData("""{ "name": "feature", "disable": ["Charity.Platform"] }""", "cannot run without the feature Charity.Platform")]
    [InlineData("""{ "name": "recipes" }""", "Values is missing")]
    [InlineData("""{ "name": "recipes", "Values": ["other"] }""", "every value is an object with a name")]
    [InlineData("""{ "name": "recipes", "Values": [{ "name": "nowhere" }] }""", "there is no recipe nowhere")]
    [InlineData("""{ "name": "recipes", "Values": [{ "name": "wrong" }] }""", "the recipe wrong includes itself")]
    public async Task Step_WithAMistake_IsNamedWithFileAndIndex(string step, string mistake)
    {
        await WriteAsync("wrong", $$"""{ "variables": { "loop": "[variables('back')]", "back": "[variables('loop')]", "number": 7 }, "steps": [ {{Good}}, {{step}} ] }""");

        var refusal = await Assert.ThrowsAsync<RecipeException>(() => RunAsync("wrong"));

        Assert.StartsWith("Recipe wrong.recipe.json, step 2", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(mistake, refusal.Message, StringComparison.Ordinal);
        Assert.Equal("好", (await SettingsAsync()).Name.Zh); // the step before was carried out
    }

    [Theory]
    [InlineData("""{ "steps": [ """, "is not valid JSON")]
    [InlineData("""{ "steps": [], "steps": [] }""", "is not valid JSON")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("{}", "has no steps")]
    [InlineData("""{ "colour": "blue", "steps": [] }""", "unknown property colour in its header")]
    public async Task File_ThatIsNoRecipe_IsNamed(string content, string mistake)
    {
        await WriteAsync("broken", content);

        var refusal = await Assert.ThrowsAsync<RecipeException>(() => RunAsync("broken"));

        Assert.StartsWith("Recipe broken.recipe.json", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(mistake, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recipes_IncludingEachOtherInACircle_AreStopped()
    {
        await WriteAsync("first", """{ "steps": [ { "name": "recipes", "Values": [{ "name": "second" }] } ] }""");
        await WriteAsync("second", $$"""{ "steps": [ {{Good}}, { "name": "recipes", "Values": [{ "name": "first" }] } ] }""");

        var refusal = await Assert.ThrowsAsync<RecipeException>(() => RunAsync("first"));

        Assert.Equal("Recipe second.recipe.json, step 2 (recipes): the recipe first includes itself", refusal.Message);
    }

    [Fact]
    public async Task Recipes_IncludedTwiceSideBySide_AreNoCircle()
    {
        await WriteAsync("outer", """{ /* comments are allowed, */ "steps": [ { "name": "recipes", "Values": [{ "name": "inner" }, { "name": "inner" }], }, ] }""");
        await WriteAsync("inner", $$"""{ "steps": [ {{Good}} ] }""");

        await RunAsync("outer");

        Assert.Equal("好", (await SettingsAsync()).Name.Zh);
    }

    [Fact]
    public async Task Recipe_ThatIsNotThere_IsNamedByTheCommandWithoutATrace()
    {
        var (code, output) = await _site.RunAsync("recipe", "nowhere");

        Assert.Equal((1, "There is no recipe nowhere."), (code, output.Trim()));
    }

    [Fact]
    public async Task Helpers_OfARecipe_GiveWhatTheyPromise()
    {
        await File.WriteAllTextAsync(Path.Combine(_recipes, "motto.txt"), "一句话");
        await WriteAsync("good", """
            {
              "variables": { "who": "[parameters('Who')]" },
              "steps": [ { "name": "settings", "SiteSettings": { "Name": { "zh": "[js: variables('who')]", "en": "[Notice] is text" }, "Tagline": { "zh": "[file:text('motto.txt')]", "en": "[appsettings:Database:Provider]" } } } ]
            }
            """);

        await RunAsync("good", new Dictionary<string, string> { ["Who"] = "湖湾" });

        var settings = await SettingsAsync();
        Assert.Equal(("湖湾", "[Notice] is text", "一句话", "Sqlite"), (settings.Name.Zh, settings.Name.En, settings.Tagline.Zh, settings.Tagline.En));
    }

    [Theory]
    [InlineData("../secret.svg")]
    [InlineData("../recipes-of-others/secret.svg")]
    [InlineData("snippets/../../secret.svg")]
    [InlineData("./.././secret.svg")]
    [InlineData("/etc/hostname")]
    [InlineData("nowhere.svg")]
    [InlineData("secret.svg\0.txt")]
    [InlineData("")]
    [InlineData(".")]
    public async Task File_OutsideTheRecipes_IsRefused(string path)
    {
        await File.WriteAllTextAsync(Path.Combine(_root, "secret.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        File.Copy(Path.Combine(_root, "secret.svg"), Path.Combine(Directory.CreateDirectory(Path.Combine(_root, "recipes-of-others")).FullName, "secret.svg"));
        await WriteAsync("media", $$"""{ "steps": [ { "name": "media", "Files": [{ "TargetPath": "test/a.svg", "SourcePath": {{JsonSerializer.Serialize(path)}} }] } ] }""");
        await WriteAsync("text", $$"""{ "steps": [ { "name": "settings", "SiteSettings": { "Name": { "zh": {{JsonSerializer.Serialize($"[file:text('{path}')]")}} } } } ] }""");

        foreach (var recipe in (string[])["media", "text"])
        {
            var refusal = await Assert.ThrowsAsync<RecipeException>(() => RunAsync(recipe));

            Assert.StartsWith($"Recipe {recipe}.recipe.json, step 1", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("there is no file", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("../a.svg")]
    [InlineData("/a.svg")]
    [InlineData("test/../../a.svg")]
    [InlineData("test//a.svg")]
    [InlineData(".hidden/a.svg")]
    [InlineData("test\\a.svg")]
    public async Task Media_IntoAForeignPlace_IsRefused(string target)
    {
        await File.WriteAllTextAsync(Path.Combine(_recipes, "a.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        await WriteAsync("media", $$"""{ "steps": [ { "name": "media", "Files": [{ "TargetPath": {{JsonSerializer.Serialize(target)}}, "SourcePath": "a.svg" }] } ] }""");

        var refusal = await Assert.ThrowsAsync<RecipeException>(() => RunAsync("media"));

        Assert.StartsWith("Recipe media.recipe.json, step 1 (media): " + target, refusal.Message, StringComparison.Ordinal);
    }

    private Task WriteAsync(string name, string content) => File.WriteAllTextAsync(Path.Combine(_recipes, $"{name}.recipe.json"), content);

    private Task RunAsync(string recipe, Dictionary<string, string>? parameters = null) =>
        _site.Site.Services.GetRequiredService<RecipeRunner>().RunAsync(recipe, parameters ?? [], (_, _, _) => { }, CancellationToken.None);

    private Task<SiteSettings> SettingsAsync() => _site.InScopeAsync(services => services.GetRequiredService<ISettingsStore>().GetAsync<SiteSettings>(CancellationToken.None).AsTask());
}
