using Charity.Contents.Contracts;
using Charity.Tests.Support;

namespace Charity.Tests.Contents;

[Collection(ContentTests.Name)]
public sealed class SearchTests(ContentSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Search_ForAWordInText_FindsAndMarksIt(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var page = await app.Visit().OpenAsync("/search?q=香菜");

        Assert.Equal("/articles/a-morning-with-the-meal-team", Assert.Single(page.QuerySelectorAll("main h3 a")).GetAttribute("href"));
        Assert.Equal("香菜", page.QuerySelector("mark")!.TextContent);
    }

    [Theory, OnEveryDatabase]
    public async Task Search_WithOtherCaseOrWidth_FindsTheSame(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var links = (await app.Visit("en").OpenAsync("/search?q=" + Uri.EscapeDataString("ＣＯＲＩＡＮＤＥＲ meal"))).QuerySelectorAll("main h3 a");

        Assert.Equal("/en/articles/a-morning-with-the-meal-team", Assert.Single(links).GetAttribute("href"));
    }

    [Theory, OnEveryDatabase]
    public async Task Search_ForWildcards_TakesThemLiterally(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var editor = await Editor.OnAsync(app);
        var path = Editor.NewPath();
        await editor.WriteAsync(path, markdown: "拨付率 60.15%_\\");

        Assert.Empty((await app.Visit().OpenAsync("/search?q=6%25 5%25")).QuerySelectorAll("main h3 a"));
        Assert.Empty((await app.Visit().OpenAsync("/search?q=拨_率")).QuerySelectorAll("main h3 a"));
        Assert.Single((await app.Visit().OpenAsync("/search?q=" + Uri.EscapeDataString("60.15%_\\"))).QuerySelectorAll("main h3 a"));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("' OR 1=1 --")]
    [InlineData("\uD800")]
    public async Task Search_ForSomethingNasty_ShowsItAsText(string typed)
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        // Other tests of this site write markup into pages, which the search may well find: one word more, and it finds nothing.
        var page = await app.Visit().OpenAsync("/search?q=" + Uri.EscapeDataString(typed + " 哪儿都没有"));

        Assert.NotNull(page.QuerySelector(".empty-state"));
        Assert.Empty(page.QuerySelectorAll("main script"));
    }

    [Fact]
    public void Of_AnEndlessQuery_IsBounded()
    {
        var words = SearchWords.Of(string.Concat(Enumerable.Range(0, 1000).Select(i => $"w{i} ")));

        Assert.Equal(5, words.Words.Count);
        Assert.True(words.Typed.Length <= 100);
    }

    [Fact]
    public void Patterns_OfAWord_EscapeWildcards() => Assert.Equal(["%60.15\\%\\_\\\\%"], SearchWords.Of("60.15%_\\").Patterns);
}
