using AngleSharp.Html.Dom;
using Charity.Tests.Architecture;
using Charity.Tests.Support;

namespace Charity.Tests.Contents;

/// <summary>One site per database with the demonstration's pages, for all tests of this module. Tests write pages of their own.</summary>
public sealed class ContentSites : IAsyncLifetime
{
    public static readonly string Recipe = Path.Combine(Sources.Root, "tests", "Charity.Tests", "Contents", "contents.recipe.json");

    private readonly Dictionary<DatabaseKind, Lazy<Task<CharityApp>>> _sites = Enum.GetValues<DatabaseKind>()
        .ToDictionary(kind => kind, kind => new Lazy<Task<CharityApp>>(() => CharityApp.StartAsync(kind, Recipe)));

    public Task<CharityApp> OnAsync(DatabaseKind kind) => _sites[kind].Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var site in _sites.Values.Where(site => site.IsValueCreated))
        {
            await (await site.Value).DisposeAsync();
        }
    }
}

[CollectionDefinition(Name)]
public sealed class ContentTests : ICollectionFixture<ContentSites>
{
    public const string Name = "Contents";
}

/// <summary>An editor at work.</summary>
internal sealed class Editor(Visitor visitor)
{
    private const string Form = "form:has(textarea[name=Markdown])";

    public Visitor Visitor { get; } = visitor;

    public static async Task<Editor> OnAsync(CharityApp app, string email = "editor") => new(await app.SignInAsync(email));

    /// <summary>Writes a new page and answers with its id.</summary>
    public async Task<string> WriteAsync(string path, string title = "标题", string markdown = "正文", string type = "Page", bool publish = true, string culture = "zh-CN")
    {
        var page = await Visitor.OpenAsync($"/admin/content/new?type={type}");
        await SendAsync(page, path, title, markdown, publish, culture);
        return IdIn(Visitor.Location);
    }

    /// <summary>Writes the translation of a page and answers with its id.</summary>
    public async Task<string> TranslateAsync(string id, string path, string title, string markdown)
    {
        var page = await Visitor.OpenAsync($"/admin/content/new?translationOf={id}");
        await Visitor.SubmitAsync(page, Form, ("Path", path), ("Title", title), ("Markdown", markdown), ("Publish", "true"));
        return IdIn(Visitor.Location);
    }

    public Task<IHtmlDocument> OpenAsync(string id) => Visitor.OpenAsync($"/admin/content/{id}");

    public Task<IHtmlDocument> SendAsync(IHtmlDocument page, string path, string title, string markdown, bool publish, string culture = "zh-CN") =>
        Visitor.SubmitAsync(page, Form, [("Path", path), ("Title", title), ("Markdown", markdown), ("Culture", culture), .. publish ? [("Publish", "true")] : Array.Empty<(string, string)>()]);

    public async Task<IHtmlDocument> RewriteAsync(string id, string markdown, bool publish) =>
        await Visitor.SubmitAsync(await OpenAsync(id), Form, [("Markdown", markdown), .. publish ? [("Publish", "true")] : Array.Empty<(string, string)>()]);

    public async Task UnpublishAsync(string id) => await Visitor.SubmitAsync(await OpenAsync(id), "form[action$=unpublish]");

    /// <summary>A query nobody asked before: its answer comes from no cache.</summary>
    public static string Fresh => $"fresh={Guid.CreateVersion7():N}";

    /// <summary>A path nobody else uses.</summary>
    public static string NewPath(string folder = "test") => $"{folder}/{Guid.CreateVersion7():N}";

    private string IdIn(string? location) => location is not null && location.StartsWith("/admin/content/", StringComparison.Ordinal)
        ? location["/admin/content/".Length..]
        : throw new InvalidOperationException($"The page was not saved: {(int)Visitor.Status}.");
}
