using System.Net;
using Charity.Tests.Support;

namespace Charity.Tests.Contents;

[Collection(ContentTests.Name)]
public sealed class EditingTests(ContentSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task SaveDraft_NeverPublished_IsSeenByNoVisitor(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var editor = await Editor.OnAsync(app);
        var path = Editor.NewPath("notices");
        await editor.WriteAsync(path, title: "保密草稿标题", markdown: "尚未公开的正文", type: "Notice", publish: false);

        var visitor = app.Visit();
        await visitor.OpenAsync($"/{path}");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        Assert.DoesNotContain("保密草稿标题", (await visitor.OpenAsync($"/notices?{Editor.Fresh}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await visitor.OpenAsync("/search?q=保密草稿标题")).QuerySelector(".empty-state"));
        Assert.DoesNotContain(path, await visitor.Http.GetStringAsync($"/sitemap.xml?{Editor.Fresh}"), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task SaveDraft_OfAPublishedPage_LeavesReadersTheOldText(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var editor = await Editor.OnAsync(app);
        var path = Editor.NewPath();
        var id = await editor.WriteAsync(path, markdown: "旧的正文");
        await editor.RewriteAsync(id, "新的正文", publish: false);

        Assert.Contains("旧的正文", await TextAsync(app, path), StringComparison.Ordinal);
        Assert.Contains("新的正文", (await editor.Visitor.OpenAsync($"/admin/content/{id}/preview")).QuerySelector(".prose")!.TextContent, StringComparison.Ordinal);
        await editor.RewriteAsync(id, "新的正文", publish: true);
        Assert.Contains("新的正文", (await editor.Visitor.OpenAsync($"/{path}")).QuerySelector(".prose")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Unpublish_APublishedPage_TakesItAwayFromReaders(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var editor = await Editor.OnAsync(app);
        var path = Editor.NewPath();
        var id = await editor.WriteAsync(path);
        await editor.UnpublishAsync(id);

        var visitor = app.Visit();
        await visitor.OpenAsync($"/{path}");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        await editor.WriteAsync(path, title: "同一路径的另一页");
        Assert.Equal("同一路径的另一页", (await editor.Visitor.OpenAsync($"/{path}")).QuerySelector("h1")!.TextContent);
    }

    [Theory, OnEveryDatabase]
    public async Task Save_AfterSomebodyElseSaved_KeepsTheTextAndShowsTheirs(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var (first, second) = (await Editor.OnAsync(app), await Editor.OnAsync(app, "editor2"));
        var path = Editor.NewPath();
        var id = await first.WriteAsync(path, markdown: "原文", publish: false);
        var open = await first.OpenAsync(id);
        await second.RewriteAsync(id, "别人写的", publish: false);
        var answer = await first.SendAsync(open, path, "标题", "我写的", publish: false);

        Assert.Equal(HttpStatusCode.Conflict, first.Visitor.Status);
        Assert.Equal("我写的", answer.QuerySelector("textarea[name=Markdown]")!.TextContent);
        Assert.Equal("别人写的", answer.QuerySelector("#theirs")!.TextContent);
        Assert.Contains("闻人乐", answer.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);

        // Having seen theirs, the next save goes through.
        await first.SendAsync(answer, path, "标题", "两人商量好的", publish: false);
        Assert.Equal(HttpStatusCode.Redirect, first.Visitor.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Restore_AnEarlierVersion_MakesItTheDraft(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var editor = await Editor.OnAsync(app);
        var path = Editor.NewPath();
        var id = await editor.WriteAsync(path, markdown: "第一版");
        await editor.RewriteAsync(id, "第二版", publish: true);
        var versions = await editor.Visitor.OpenAsync($"/admin/content/{id}/versions");
        await editor.Visitor.SubmitAsync(versions, "form[action$=restore]");

        Assert.Equal("第一版", (await editor.OpenAsync(id)).QuerySelector("textarea[name=Markdown]")!.TextContent);
        Assert.Contains("第二版", await TextAsync(app, path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("about", "关于我们")]
    [InlineData("funds", "funds")]
    [InlineData("media/anything", "media/anything")]
    [InlineData("notices", "notices")]
    [InlineData("../secret", "notices/spring-report")]
    [InlineData("a b", "notices/spring-report")]
    public async Task Save_WithAPathThatCannotBe_SaysWhyAndKeepsTheText(string path, string said)
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await Editor.OnAsync(app);
        var answer = await editor.SendAsync(await editor.Visitor.OpenAsync("/admin/content/new?type=Page"), path, "标题", "写了很久的正文", publish: false);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, editor.Visitor.Status);
        Assert.Contains(said, answer.QuerySelector(".error-summary a[href='#Path']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("写了很久的正文", answer.QuerySelector("textarea[name=Markdown]")!.TextContent);
        Assert.Equal("true", answer.QuerySelector("#Path")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Save_WithNothingTyped_MarksEveryField()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await Editor.OnAsync(app);
        var answer = await editor.SendAsync(await editor.Visitor.OpenAsync("/admin/content/new?type=Page"), "", "", "", publish: true);

        Assert.Equal(["#Markdown", "#Path", "#Title"], answer.QuerySelectorAll(".error-summary a").Select(link => link.GetAttribute("href")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Publish_WithoutThePermission_IsRefusedButDraftsAreKept()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var writer = await Editor.OnAsync(app, "writer");
        var path = Editor.NewPath();
        var page = await writer.Visitor.OpenAsync("/admin/content/new?type=Page");

        Assert.Null(page.QuerySelector("button[name=Publish]"));
        await writer.SendAsync(page, path, "标题", "正文", publish: true);
        Assert.Equal(HttpStatusCode.Forbidden, writer.Visitor.Status);
        await writer.SendAsync(page, path, "标题", "正文", publish: false);
        Assert.Equal(HttpStatusCode.Redirect, writer.Visitor.Status);
    }

    [Theory]
    [InlineData("/admin")]
    [InlineData("/admin/content")]
    [InlineData("/admin/content/new?type=Page")]
    [InlineData("/admin/media")]
    [InlineData("/admin/menus")]
    public async Task OpenStaffPage_AsAResident_IsRefused(string address)
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var resident = await app.SignInAsync("resident");
        await resident.OpenAsync(address);

        Assert.Equal(HttpStatusCode.Forbidden, resident.Status);
    }

    [Fact]
    public async Task Translate_IntoALanguageThatExists_IsRefused()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await Editor.OnAsync(app);
        var path = Editor.NewPath();
        var id = await editor.WriteAsync(path);
        await editor.TranslateAsync(id, $"en/{path}", "Title", "Text");
        var page = await editor.Visitor.OpenAsync($"/admin/content/new?translationOf={id}");
        var answer = await editor.SendAsync(page, Editor.NewPath(), "Another", "Text", publish: false, culture: "en");

        Assert.NotNull(answer.QuerySelector(".error-summary a[href='#Culture']"));
    }

    [Fact]
    public async Task ListContent_ByTypeAndState_ShowsOnlyThose()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await Editor.OnAsync(app);
        await editor.WriteAsync(Editor.NewPath(), title: "一篇故事的草稿", type: "Story", publish: false);
        var rows = (await editor.Visitor.OpenAsync("/admin/content?type=Story&state=draft")).QuerySelectorAll("tbody tr");

        Assert.Contains(rows, row => row.TextContent.Contains("一篇故事的草稿", StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Contains("故事", row.Children[1].TextContent, StringComparison.Ordinal));
    }

    private static async Task<string> TextAsync(CharityApp app, string path) => (await app.Visit().OpenAsync($"/{path}")).QuerySelector(".prose")!.TextContent;
}
