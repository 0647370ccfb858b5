using System.Net;
using Charity.Tests.Support;

namespace Charity.Tests.Contents;

[Collection(ContentTests.Name)]
public sealed class ReadingTests(ContentSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task OpenPage_InAnotherLanguage_LeadsToItsTranslation(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var (english, chinese) = (app.Visit("en"), app.Visit());
        await english.GetAsync("/about");
        await chinese.GetAsync("/en/about");

        Assert.Equal((HttpStatusCode.Redirect, "/en/about"), (english.Status, english.Location));
        Assert.Equal((HttpStatusCode.Redirect, "/about"), (chinese.Status, chinese.Location));
    }

    [Fact]
    public async Task SwitchLanguage_OnAPage_StaysOnThatPage()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var visitor = app.Visit();
        var page = await visitor.OpenAsync("/about");
        var switched = await visitor.OpenAsync(page.QuerySelector(".lang-switch")!.GetAttribute("href")!);

        Assert.Equal("About us", switched.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task OpenPage_SayingNothingAboutLanguages_ShowsItInItsOwn()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var robot = app.Visit();
        robot.Http.DefaultRequestHeaders.AcceptLanguage.Clear();
        var page = await robot.GetAsync("/en/about");

        Assert.Equal(HttpStatusCode.OK, robot.Status);
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Null(page.QuerySelector(".alert-info"));
        Assert.Equal(["en", "zh-CN"], page.QuerySelectorAll("link[rel=alternate]").Select(link => link.GetAttribute("hreflang")));
    }

    [Fact]
    public async Task OpenPage_NotTranslated_ShowsItAndSaysSo()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await Editor.OnAsync(app);
        var path = Editor.NewPath();
        await editor.WriteAsync(path, markdown: "只有中文");
        var page = await app.Visit("en").OpenAsync($"/{path}");

        Assert.Equal("zh-CN", page.QuerySelector("article")!.GetAttribute("lang"));
        Assert.NotNull(page.QuerySelector(".alert-info[lang=en]"));
    }

    [Fact]
    public async Task OpenPage_WithMarkupAndScript_ShowsThemAsText()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await Editor.OnAsync(app);
        var path = Editor.NewPath();
        await editor.WriteAsync(path, title: "<b>粗</b>", markdown: "<script>alert(1)</script> <img src=x onerror=alert(1)> [点我](javascript:alert(1))");
        var page = await app.Visit().OpenAsync($"/{path}");

        Assert.Equal("<b>粗</b>", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("<script>alert(1)</script>", page.QuerySelector(".prose")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main script, main img, main a[href^=javascript]"));
    }

    [Theory, OnEveryDatabase]
    public async Task ListNotices_LongerThanAPage_PagesByKeyWithoutGapsOrRepeats(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var editor = await Editor.OnAsync(app);
        var written = new List<string>();
        for (var i = 0; i < 25; i++)
        {
            var path = Editor.NewPath("articles");
            await editor.WriteAsync(path, title: $"第 {i} 篇", type: "Article");
            written.Insert(0, $"/{path}");
        }

        var read = new List<string>();
        for (var page = await app.Visit().OpenAsync($"/articles?{Editor.Fresh}"); ; page = await app.Visit().OpenAsync(page.QuerySelector("a[rel=next]")!.GetAttribute("href")!))
        {
            read.AddRange(page.QuerySelectorAll(".timeline a").Select(link => link.GetAttribute("href")!));
            if (page.QuerySelector("a[rel=next]") is null)
            {
                break;
            }
        }

        Assert.Equal(written, read.Take(25));
        Assert.Equal(read.Count, read.Distinct().Count());
        Assert.Contains("/articles/what-a-supervisor-does", read);
    }

    [Theory, OnEveryDatabase]
    public async Task ListNotices_InEnglish_ShowsTranslationsAndChineseForTheRest(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var editor = await Editor.OnAsync(app);
        var path = Editor.NewPath("notices");
        var id = await editor.WriteAsync(path, title: "只有中文的公告", type: "Notice");
        var links = await NoticesAsync(app);

        Assert.Contains($"/{path}", links);
        Assert.Contains("/en/notices/2026-q3-disclosure", links);
        Assert.DoesNotContain("/notices/2026-q3-disclosure", links);
        await editor.TranslateAsync(id, $"en/{path}", "Now in English too", "Text");
        links = await NoticesAsync(app);
        Assert.Contains($"/en/{path}", links);
        Assert.DoesNotContain($"/{path}", links);
    }

    [Fact]
    public async Task OpenPage_NobodyWrote_Is404AndSitePagesStayReachable()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var visitor = app.Visit();
        await visitor.OpenAsync("/nobody/wrote/this");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        await visitor.OpenAsync("/ABOUT/");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/about"), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await visitor.Http.PostAsync("/search", null, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task AskForCrawlerFiles_Anonymous_AnswersThem()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var http = app.Visit().Http;
        var robots = await http.GetStringAsync("/robots.txt", TestContext.Current.CancellationToken);
        var sitemap = System.Xml.Linq.XDocument.Parse(await http.GetStringAsync("/sitemap.xml", TestContext.Current.CancellationToken));
        var icon = await http.GetAsync("/favicon.ico", TestContext.Current.CancellationToken);

        Assert.All(new[] { "/account", "/manage", "/admin", "/donations/" }, path => Assert.Contains($"Disallow: {path}\n", robots, StringComparison.Ordinal));
        Assert.Contains(sitemap.Descendants().Where(element => element.Name.LocalName == "loc"), loc => loc.Value.EndsWith("/en/about", StringComparison.Ordinal));
        Assert.Equal("/Lakeside/img/favicon.svg", icon.Headers.Location!.ToString());
    }

    [Fact]
    public async Task OpenAnyPage_WithMenusFromTheRecipe_ShowsThemInTheReadersLanguage()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var menu = (await app.Visit("en").OpenAsync("/notices")).QuerySelectorAll("#site-menu a");

        Assert.Contains(menu, link => link.TextContent == "About us" && link.GetAttribute("href") == "/about");
        Assert.Equal("Notices", menu.Single(link => link.GetAttribute("aria-current") == "page").TextContent);
    }

    private static async Task<List<string>> NoticesAsync(CharityApp app) =>
        [.. (await app.Visit("en").OpenAsync($"/notices?{Editor.Fresh}")).QuerySelectorAll(".timeline a").Select(link => link.GetAttribute("href")!)];
}
