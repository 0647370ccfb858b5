using System.Net.Http.Headers;
using Charity.Tests.Support;

namespace Charity.Tests.Platform.Web;

/// <summary>A page is kept for strangers only, and only for strangers who would get the same one. Each test asks for an address of its own.</summary>
[Collection(nameof(PlatformSites))]
public sealed class OutputCachingTests(PlatformSites sites)
{
    private const string Name = "沈小荷"; // the resident's name stands in the header of every page

    [Fact]
    public async Task Page_SeenBySomebodySignedIn_IsNeverShownToAStranger()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var (resident, address) = (await site.SignInAsync("resident"), NewAddress());

        var own = await ReadAsync(resident, address);
        var stranger = await ReadAsync(site.Visit(), address);

        Assert.Contains(Name, own.Content, StringComparison.Ordinal);
        Assert.False(stranger.FromCache);
        Assert.DoesNotContain(Name, stranger.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_KeptForStrangers_IsNeverShownToSomebodySignedIn()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var (resident, address) = (await site.SignInAsync("resident"), NewAddress());
        await ReadAsync(site.Visit(), address);
        Assert.True((await ReadAsync(site.Visit(), address)).FromCache); // so it was kept

        var own = await ReadAsync(resident, address);

        Assert.False(own.FromCache);
        Assert.Contains(Name, own.Content, StringComparison.Ordinal);
        Assert.DoesNotContain(Name, (await ReadAsync(site.Visit(), address)).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_InOneLanguage_IsNeverShownInAnother()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var address = NewAddress();
        var byCookie = site.Visit("zh-CN");
        await byCookie.GetAsync("/culture/en");

        var chinese = await ReadAsync(site.Visit("zh-CN"), address);
        var english = await ReadAsync(site.Visit("en"), address);
        var chosen = await ReadAsync(byCookie, address);

        Assert.Contains("<html lang=\"zh-CN\"", chinese.Content, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\"", english.Content, StringComparison.Ordinal);
        Assert.False(english.FromCache);
        Assert.Contains("<html lang=\"en\"", chosen.Content, StringComparison.Ordinal);
        Assert.True(chosen.FromCache);
    }

    [Fact]
    public async Task Page_WithOtherConditions_IsAnother()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var address = NewAddress();
        await ReadAsync(site.Visit(), address);

        Assert.False((await ReadAsync(site.Visit(), $"{address}&area=linbo")).FromCache);
    }

    [Fact]
    public async Task Page_AskedForWithAToken_IsNeitherKeptNorTakenFromTheCache()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var address = NewAddress();
        var program = site.Visit();
        program.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "something");

        await ReadAsync(program, address);
        Assert.False((await ReadAsync(site.Visit(), address)).FromCache);
        Assert.False((await ReadAsync(program, address)).FromCache);
    }

    /// <summary>The host is what the visitor's browser claims: a page made for a false one must not reach others.</summary>
    [Fact]
    public async Task Page_AskedForUnderAnotherHost_IsNotKeptForThisOne()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var address = NewAddress();
        var liar = site.Visit();
        liar.Http.DefaultRequestHeaders.Host = "evil.example";

        await ReadAsync(liar, address);
        var page = await ReadAsync(site.Visit(), address);

        Assert.False(page.FromCache);
        Assert.DoesNotContain("evil.example", page.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithAMessageForOneVisitor_IsNotKept()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var visitor = site.Visit();
        await visitor.SubmitAsync(await visitor.OpenAsync("/funds/tingtao/report"), "form[action$='/report']", ("Reason", "Other"), ("Text", "..."));

        var told = await ReadAsync(visitor, visitor.Location!);
        var stranger = await ReadAsync(site.Visit(), visitor.Location!);

        Assert.Contains("class=\"alert", told.Content, StringComparison.Ordinal);
        Assert.Contains("举报已收到", told.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("举报已收到", stranger.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ThatIsNotThere_IsNotKept()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var address = $"/funds/no-{Guid.NewGuid():N}";
        await ReadAsync(site.Visit(), address);

        Assert.False((await ReadAsync(site.Visit(), address)).FromCache);
    }

    private static string NewAddress() => $"/funds?q={Guid.NewGuid():N}";

    private static async Task<(bool FromCache, string Content)> ReadAsync(Visitor visitor, string address)
    {
        using var answer = await visitor.Http.GetAsync(address);
        return (answer.Headers.Age is not null, await answer.Content.ReadAsStringAsync());
    }
}
