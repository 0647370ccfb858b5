using System.Net;
using Charity.Tests.Support;

namespace Charity.Tests.Contents;

[Collection(ContentTests.Name)]
public sealed class MenuTests(ContentSites sites)
{
    private const string Footer = "form:has(input[name=Name][value=footer])";

    [Theory, OnEveryDatabase]
    public async Task SaveMenu_WithAnotherLink_ShowsIt(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var editor = await app.SignInAsync("editor");
        var page = await editor.OpenAsync("/admin/menus");
        await editor.SubmitAsync(page, Footer, ("Links[6].Zh", "常见问题"), ("Links[6].Url", "/faq"));

        Assert.Contains((await editor.OpenAsync("/notices")).QuerySelectorAll("footer a"), link => link.TextContent == "常见问题" && link.GetAttribute("href") == "/faq");
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("//elsewhere.example")]
    [InlineData("http://elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("")]
    public async Task SaveMenu_WithADangerousAddress_IsRefusedAndKept(string url)
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await app.SignInAsync("editor");
        var page = await editor.SubmitAsync(await editor.OpenAsync("/admin/menus"), Footer, ("Links[0].Zh", "坏链接"), ("Links[0].Url", url));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, editor.Status);
        Assert.NotNull(page.QuerySelector(page.QuerySelector(".error-summary a")!.GetAttribute("href")!));
        Assert.Equal("坏链接", page.QuerySelector($"{Footer} input[name='Links[0].Zh']")!.GetAttribute("value"));
        Assert.DoesNotContain((await editor.OpenAsync("/notices")).QuerySelectorAll("footer a"), link => link.TextContent == "坏链接");
    }

    [Fact]
    public async Task SaveMenu_AfterSomebodyElseSaved_IsToldSo()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await app.SignInAsync("editor");
        var page = await editor.OpenAsync("/admin/menus");
        await editor.SubmitAsync(page, Footer, ("Links[0].En", "First"));
        await editor.SubmitAsync(page, Footer, ("Links[0].En", "Second"));

        Assert.Equal(HttpStatusCode.Conflict, editor.Status);
    }

    [Fact]
    public async Task MainMenu_WithALinkToAnotherSite_ShowsItOnEveryPage()
    {
        const string Main = "form:has(input[name=Name][value=main])";
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await app.SignInAsync("editor");
        var page = await editor.OpenAsync("/admin/menus");
        var row = page.QuerySelectorAll($"{Main} input[name$='.Url']").ToList().FindIndex(field => string.IsNullOrEmpty(field.GetAttribute("value")));
        await editor.SubmitAsync(page, Main, ($"Links[{row}].Zh", "市慈善会"), ($"Links[{row}].Url", "https://elsewhere.example/charity"));

        var notices = await editor.OpenAsync("/notices");

        Assert.Equal(HttpStatusCode.OK, editor.Status);
        var link = Assert.Single(notices.QuerySelectorAll(".site-nav a"), link => link.TextContent == "市慈善会");
        Assert.Equal("https://elsewhere.example/charity", link.GetAttribute("href"));
        Assert.Null(link.GetAttribute("aria-current"));
        Assert.Equal("/notices", notices.QuerySelector(".site-nav a[aria-current=page]")?.GetAttribute("href") ?? "/notices");
    }
}
