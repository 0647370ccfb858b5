using System.Text.Json.Nodes;
using Charity.Contents.Items;
using Charity.Contents.Types;
using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Contents;

[Collection(ContentTests.Name)]
public sealed class ContentStepTests(ContentSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task RunStep_TwiceWithSameContent_AddsNoVersion(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var item = Item(Editor.NewPath());
        await RunAsync(app, item);
        await RunAsync(app, item);

        Assert.Single(await VersionsAsync(app, item));
    }

    [Theory, OnEveryDatabase]
    public async Task RunStep_WithOtherContent_AddsAPublishedVersionAndKeepsTheFirstDate(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var item = Item(Editor.NewPath());
        await RunAsync(app, item);
        item["MarkdownBodyPart"]!["Markdown"] = "改过的正文";
        await RunAsync(app, item);

        var versions = await VersionsAsync(app, item);
        Assert.Equal(2, versions.Count);
        var latest = Assert.Single(versions, version => version.Latest);
        Assert.True(latest.Published);
        Assert.Equal(new DateTime(2025, 11, 24, 1, 0, 0, DateTimeKind.Utc), latest.PublishedUtc);
        Assert.Null(Assert.Single(versions, version => !version.Latest).Path);
    }

    [Theory, OnEveryDatabase]
    public async Task RunStep_MovingAPathFromOneItemToAnother_Works(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var (path, other) = (Editor.NewPath(), Editor.NewPath());
        var first = Item(path);
        await RunAsync(app, first);
        first["AutoroutePart"]!["Path"] = other;
        var second = Item(path);
        await RunAsync(app, first, second);

        Assert.Equal(path, Assert.Single(await VersionsAsync(app, second)).Path);
    }

    [Fact]
    public async Task RunStep_WithATakenPath_NamesPathAndHolder()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var error = await Assert.ThrowsAsync<RecipeException>(() => RunAsync(app, Item("about")));

        Assert.Contains("The path about is taken by “关于我们”", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunStep_WithTextNestedTooDeeply_IsRefused()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var item = Item(Editor.NewPath());
        item["MarkdownBodyPart"]!["Markdown"] = new string('>', 500);
        var error = await Assert.ThrowsAsync<RecipeException>(() => RunAsync(app, item));

        Assert.Contains("nested too deeply", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GalleryPart", "GalleryPart")]
    [InlineData("autoroutepart", "autoroutepart")]
    public async Task RunStep_WithAnUnknownPart_NamesIt(string part, string named)
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var item = Item(Editor.NewPath());
        item[part] = new JsonObject { ["Path"] = "x" };
        var error = await Assert.ThrowsAsync<RecipeException>(() => RunAsync(app, item));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Contains("step 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunStep_WithAnUnknownPropertyOfAPart_IsRefused()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var item = Item(Editor.NewPath());
        item["TitlePart"]!["Titel"] = "x";

        Assert.Contains("Titel", (await Assert.ThrowsAsync<RecipeException>(() => RunAsync(app, item))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunStep_WithAnUnknownType_NamesIt()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var item = Item(Editor.NewPath());
        item["ContentType"] = "Gallery";

        Assert.Contains("Gallery", (await Assert.ThrowsAsync<RecipeException>(() => RunAsync(app, item))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DefineType_WithAnUnknownPart_NamesIt()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var type = JsonNode.Parse("""
            { "name": "ContentDefinition", "ContentTypes": [ { "Name": "Album", "Settings": { "ContentTypeSettings": { "Draftable": true, "Versionable": true } },
              "ContentTypePartDefinitionRecords": [ { "PartName": "GalleryPart", "Name": "GalleryPart", "Settings": {} } ] } ] }
            """)!.AsObject();
        var error = await Assert.ThrowsAsync<RecipeException>(() => RunAsync<ContentDefinitionStep>(app, type));

        Assert.Contains("GalleryPart", error.Message, StringComparison.Ordinal);
    }

    private static JsonObject Item(string path) => JsonNode.Parse($$"""
        {
          "ContentItemId": "{{ContentId.New(TimeProvider.System)}}", "ContentType": "Page", "DisplayText": "标题", "Latest": true, "Published": true,
          "PublishedUtc": "2025-11-24T01:00:00Z", "Owner": "editor@demo.example", "Author": "editor@demo.example",
          "TitlePart": { "Title": "标题" }, "AutoroutePart": { "Path": "{{path}}" }, "MarkdownBodyPart": { "Markdown": "正文" },
          "LocalizationPart": { "LocalizationSet": "{{path}}", "Culture": "zh-CN" }
        }
        """)!.AsObject();

    private static Task RunAsync(CharityApp app, params JsonObject[] items) =>
        RunAsync<ContentStep>(app, new JsonObject { ["name"] = "content", ["Data"] = new JsonArray([.. items.Select(item => item.DeepClone())]) });

    private static Task RunAsync<T>(CharityApp app, JsonObject step) where T : IRecipeStepHandler => app.InScopeAsync(async services =>
    {
        await services.GetServices<IRecipeStepHandler>().OfType<T>().Single().ExecuteAsync(new RecipeStep("test.recipe.json", 1, step, Path.GetTempPath(), (_, _, _) => { }), CancellationToken.None);
        return true;
    });

    private static Task<List<ContentItem>> VersionsAsync(CharityApp app, JsonObject item)
    {
        var id = item["ContentItemId"]!.GetValue<string>();
        return app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<ContentItem>().AsNoTracking().Where(version => version.ContentItemId == id).ToListAsync());
    }
}
