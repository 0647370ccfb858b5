using System.Net;
using AngleSharp.Dom;
using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Funds;

[Collection(nameof(FundSites))]
public sealed class FundPagesTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Show_OfUnknownSlug_HelpsOn(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var visitor = site.Visit();

        var page = await visitor.GetAsync("/funds/meiyuann");

        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        Assert.Equal("没有找到这个基金", page.Text("h1"));
        Assert.Equal("/funds/meiyuan", page.QuerySelector(".fund-card a")!.GetAttribute("href"));
        Assert.NotNull(page.QuerySelector("main a[href='/funds']"));
    }

    [Theory, OnEveryDatabase]
    public async Task Show_OfFund_SaysWhatTheLawAsks(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        var legal = (await site.Visit().GetAsync("/funds/meiyuan")).Text("[aria-labelledby=legal]");

        string[] demanded =
        [
            "湖湾区慈善会", "51990101MJDEM02682", "湖湾慈募证（演示）第 0001 号", "2029年10月14日", "51990101MJDEM02682A25001", "众湖公益（演示平台）", "0510-5550 0100",
            "10 个工作日", "剩余财产的处理", "转入下一期助餐", "不为特定个人求助募捐", "不收取上线费用", "举报本页面",
        ];
        Assert.All(demanded, fact => Assert.Contains(fact, legal, StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task PublicPages_ForAStranger_SetNoCookies(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var visitor = site.Visit();

        foreach (var path in (string[])["/", "/funds", "/funds/meiyuan", "/funds/shiqiao", "/funds/meiyuan/qr.svg", "/funds?area=linbo&q=%E5%9F%BA%E9%87%91"])
        {
            await visitor.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, visitor.Status);
        }

        Assert.Equal(0, visitor.Cookies.Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Show_OfDraft_IsForItsStaffOnly(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync(open: false);
        var stranger = site.Visit();
        var officer = await site.SignInAsync("officer");

        await stranger.GetAsync($"/funds/{slug}");
        Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
        await stranger.GetAsync($"/manage/funds/{slug}/preview");
        Assert.Equal(HttpStatusCode.Found, stranger.Status);
        var preview = await officer.GetAsync($"/manage/funds/{slug}/preview");
        Assert.Equal(HttpStatusCode.OK, officer.Status);
        Assert.Contains("预览", preview.Text(".alert-info"), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Home_OfSite_ShowsFundsUsesAndNotices(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        var page = await site.Visit().GetAsync("/");

        Assert.NotEmpty(page.QuerySelectorAll("[aria-labelledby=funds] .fund-card"));
        Assert.Contains("入冬值守开始", page.Text("[aria-labelledby=uses]"), StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll("[aria-labelledby=notices] a"));
    }

    [Theory, OnEveryDatabase]
    public async Task AcceptsGifts_OnEachDay_FollowsCampaignClosingAndCertificate(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        Assert.False(await AcceptsAsync(site, "shiqiao", new DateOnly(2025, 12, 7)));
        Assert.True(await AcceptsAsync(site, "shiqiao", new DateOnly(2025, 12, 8)));
        Assert.True(await AcceptsAsync(site, "shiqiao", new DateOnly(2026, 5, 22)));
        Assert.False(await AcceptsAsync(site, "shiqiao", new DateOnly(2026, 5, 23)));
        Assert.True(await AcceptsAsync(site, "meiyuan", new DateOnly(2026, 11, 22)));
        Assert.False(await AcceptsAsync(site, "meiyuan", new DateOnly(2027, 12, 1)));
        Assert.False(await AcceptsAsync(site, "luwan", new DateOnly(2027, 2, 1)));
        var lasting = await site.MakeFundAsync();
        Assert.True(await AcceptsAsync(site, lasting, new DateOnly(2029, 10, 14)));
        Assert.False(await AcceptsAsync(site, lasting, new DateOnly(2029, 10, 15))); // the charity's certificate has run out
    }

    private static Task<bool> AcceptsAsync(CharityApp site, string slug, DateOnly day) => site.InScopeAsync(async services =>
    {
        // Just after midnight in Shanghai: still the day before in UTC.
        using (SiteClock.At(new DateTimeOffset(day, new TimeOnly(0, 30), TimeSpan.FromHours(8))))
        {
            return (await services.GetRequiredService<IFunds>().FindAsync(slug, TestContext.Current.CancellationToken))!.AcceptsGifts;
        }
    });
}
