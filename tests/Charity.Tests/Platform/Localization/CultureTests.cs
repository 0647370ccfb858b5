using System.Net;
using Charity.Tests.Support;

namespace Charity.Tests.Platform.Localization;

[Collection(nameof(PlatformSites))]
public sealed class CultureTests(PlatformSites sites)
{
    [Theory]
    [InlineData("/funds?q=%E5%9F%BA%E9%87%91&area=linbo")]
    [InlineData("/search?q=%26%3D%23%25%2B")]
    [InlineData("/funds/meiyuan?x=%E2%80%AE")]
    [InlineData("/funds/%E6%B2%A1%E6%9C%89?q=a+b")]
    [InlineData("/")]
    public async Task Switch_FromAnyPage_ComesBackToItWithItsQuery(string address)
    {
        var visitor = (await sites.OnAsync(DatabaseKind.Sqlite)).Visit("zh-CN");
        var page = await visitor.GetAsync(address);

        await visitor.GetAsync(page.QuerySelector(".lang-switch")!.GetAttribute("href")!);

        Assert.Equal((HttpStatusCode.Found, address), (visitor.Status, visitor.Location));
        Assert.Equal("en", (await visitor.GetAsync(visitor.Location!)).DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("\\/evil.example/")]
    [InlineData("\\\\evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("HTTPS:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example/")]
    [InlineData("/\n/evil.example/")]
    [InlineData(" //evil.example/")]
    [InlineData("/funds\r\nSet-Cookie: a=b")]
    [InlineData("evil.example")]
    [InlineData("~//evil.example")]
    [InlineData("")]
    public async Task Switch_WithAForeignReturnAddress_StaysOnTheSite(string address)
    {
        var visitor = (await sites.OnAsync(DatabaseKind.Sqlite)).Visit("zh-CN");

        using var answer = await visitor.Http.GetAsync($"/culture/en?returnUrl={Uri.EscapeDataString(address)}");

        Assert.Equal((HttpStatusCode.Found, "/"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.Single(answer.Headers.GetValues("Set-Cookie"));
    }

    /// <summary>A form or another page may hand on an address that was decoded once; a header holds ASCII only.</summary>
    [Fact]
    public async Task Switch_WithAnAddressInChinese_GoesThere()
    {
        var visitor = (await sites.OnAsync(DatabaseKind.Sqlite)).Visit("zh-CN");

        await visitor.OpenAsync($"/culture/en?returnUrl={Uri.EscapeDataString("/funds?q=基金")}");

        Assert.Equal(HttpStatusCode.OK, visitor.Status);
    }

    [Theory]
    [InlineData("de")]
    [InlineData("xx%0d%0aSet-Cookie:%20a=b")]
    public async Task Switch_ToALanguageThatIsNotSpoken_ChangesNothing(string culture)
    {
        var visitor = (await sites.OnAsync(DatabaseKind.Sqlite)).Visit("zh-CN");

        using var answer = await visitor.Http.GetAsync($"/culture/{culture}?returnUrl=/funds");

        Assert.Equal("/funds", answer.Headers.Location?.ToString());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("en-GB,en;q=0.9", "en")]
    [InlineData("zh", "zh-CN")]
    [InlineData("zh-TW", "zh-CN")]
    [InlineData("de,fr;q=0.5", "zh-CN")]
    [InlineData("de,en;q=0.5", "en")]
    public async Task Page_WithoutAChosenLanguage_IsInTheBrowsersOrTheSites(string accepted, string culture)
    {
        var visitor = (await sites.OnAsync(DatabaseKind.Sqlite)).Visit("en");
        visitor.Http.DefaultRequestHeaders.Remove("Accept-Language");
        visitor.Http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", accepted);

        using var answer = await visitor.Http.GetAsync("/funds");

        Assert.Equal([culture], answer.Content.Headers.ContentLanguage);
    }
}
