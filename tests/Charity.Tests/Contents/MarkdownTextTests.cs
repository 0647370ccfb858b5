using Charity.Contents.Contracts;

namespace Charity.Tests.Contents;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>")]
    [InlineData("# Main", "<h2 id=\"h-main\">Main</h2>")]
    [InlineData("## 五步\n\n[看](#五步)", "<h2 id=\"h-五步\">五步</h2>\n<p><a href=\"#h-%E4%BA%94%E6%AD%A5\">看</a></p>")]
    [InlineData("[x](javascript:alert(1))", "<p>x</p>")]
    [InlineData("[x](JaVaScript:alert(1))", "<p>x</p>")]
    [InlineData("a [x **y**](javascript:alert(1)) b [z](/funds) c", "<p>a x <strong>y</strong> b <a href=\"/funds\">z</a> c</p>")]
    [InlineData("[x](data:text/html,1)", "<p>x</p>")]
    [InlineData("[x](//evil.example)", "<p>x</p>")]
    [InlineData("[x](https://example.org)", "<p><a href=\"https://example.org\" rel=\"noopener\">x</a></p>")]
    [InlineData("<https://example.org>", "<p><a href=\"https://example.org\" rel=\"noopener\">https://example.org</a></p>")]
    [InlineData("<javascript:alert(1)>", "<p>javascript:alert(1)</p>")]
    [InlineData("[x](/funds)", "<p><a href=\"/funds\">x</a></p>")]
    [InlineData("[x](mailto:a@b.example)", "<p><a href=\"mailto:a@b.example\">x</a></p>")]
    [InlineData("![湖](/media/site/hero.svg)", "<p><img src=\"/media/site/hero.svg?v=1\" loading=\"lazy\" alt=\"湖\" /></p>")]
    [InlineData("![湖](https://elsewhere.example/a.png)", "<p><a href=\"https://elsewhere.example/a.png\" rel=\"noopener\">湖</a></p>")]
    [InlineData("x {style=color:red}", "<p>x {style=color:red}</p>")]
    public void ToHtml_OfMarkdown_IsSafe(string markdown, string html) => Assert.Equal(html, MarkdownText.ToHtml(markdown, new Media()).ToString()!.Trim());

    [Fact]
    public void ToHtml_AfterATextThatIsTooDeep_StillWritesLinks()
    {
        Assert.True(MarkdownText.IsTooDeep(new string('>', 500) + "x"));

        Assert.Equal("<p><a href=\"/funds\">x</a></p>", MarkdownText.ToHtml("[x](/funds)", new Media()).ToString()!.Trim());
    }

    [Fact]
    public void ToHtml_OfATable_AlignsByClassNotByStyle()
    {
        var html = MarkdownText.ToHtml("| 项目 | 金额 |\n| --- | ---: |\n| 食材 | 12.00 |", new Media()).ToString()!;

        Assert.Contains("<td class=\"num\">12.00</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToPlain_OfMarkdown_KeepsTheWords() => Assert.Equal("五步 到账：钱 看看", MarkdownText.ToPlain("## 五步\n\n1. **到账**：钱\n\n[看看](/funds)"));

    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("the quick brown fox", 12, "the quick…")]
    [InlineData("一二三四五六七八九十", 5, "一二三四…")]
    [InlineData("一二三😀五六", 5, "一二三…")]
    public void Shorten_ALongText_CutsBetweenWordsAndCharacters(string text, int length, string expected) => Assert.Equal(expected, MarkdownText.Shorten(text, length));

    [Fact]
    public void ToHtml_BelowAHeading_BeginsOneLevelDeeper() =>
        Assert.Equal("<h3 id=\"h-a\">A</h3>\n<h4 id=\"h-b\">B</h4>\n<h6 id=\"h-c\">C</h6>", MarkdownText.ToHtml("## A\n### B\n###### C", new Media(), belowHeading: 2).ToString()!.Trim());

    [Theory]
    [InlineData(">", 500, true)]
    [InlineData(">", 5, false)]
    [InlineData("- ", 500, true)]
    [InlineData("[", 5000, true)]
    [InlineData("![", 50, false)]
    public void IsTooDeep_OfMarkdown_TellsWhetherItCanBeShown(string opening, int times, bool isTooDeep)
    {
        var markdown = string.Concat(Enumerable.Repeat(opening, times)) + "x";

        Assert.Equal(isTooDeep, MarkdownText.IsTooDeep(markdown));
        Assert.True(isTooDeep || MarkdownText.ToHtml(markdown, new Media()).ToString()!.Length > 0);
    }

    [Theory]
    [InlineData("*", "*")]
    [InlineData("[", "](/a)")]
    [InlineData("![", "](/a)")]
    public void ToHtml_OfDeepInlines_ShowsThemOrTheyAreRefused(string open, string close)
    {
        var markdown = string.Concat(Enumerable.Repeat(open + "a ", 400)) + string.Concat(Enumerable.Repeat(" a" + close, 400));

        Assert.True(MarkdownText.IsTooDeep(markdown) || MarkdownText.ToHtml(markdown, new Media()).ToString()!.Length > 0);
    }

    private sealed class Media : IMedia
    {
        public string Url(string path) => $"/media/{path}?v=1";

        public Task<bool> ExistsAsync(string path, CancellationToken cancellationToken) => Task.FromResult(true);
    }
}
