using AngleSharp.Dom;
using Charity.Funds.FundPages;
using Charity.Tests.Support;

namespace Charity.Tests.Funds;

[Collection(nameof(FundSites))]
public sealed class ListFundsTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task List_ByArea_IncludesEverythingBelow(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        var list = (await site.SendAsync(new ListFunds(Area: "linbo", Limit: 100))).Value;

        Assert.Equal(["meiyuan", "tingtao", "wandu"], list.Funds.Select(fund => fund.Slug).Where(slug => !slug.StartsWith("test-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task List_WithFilters_KeepsThemInTheAddressAndTheForm(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        var page = await site.Visit().GetAsync("/funds?area=xinhe&kind=micro&q=%E5%B0%8F%E5%80%99%E9%B8%9F");

        Assert.Equal(["/funds/xinhe-shuwu"], page.QuerySelectorAll(".fund-card a").Select(link => link.GetAttribute("href")!));
        Assert.Equal("xinhe", page.QuerySelector("#area option[selected]")!.GetAttribute("value"));
        Assert.Equal("Micro", page.QuerySelector("#kind option[selected]")!.GetAttribute("value"));
        Assert.Equal("小候鸟", page.QuerySelector("#q")!.GetAttribute("value"));
        Assert.Contains("/funds?area=xinhe&kind=micro", page.QuerySelectorAll(".chip").Select(chip => chip.GetAttribute("href")!));
    }

    [Theory, OnEveryDatabase]
    public async Task List_ByEnglishName_IgnoresCase(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        var list = (await site.SendAsync(new ListFunds(Q: "TINGTAO"))).Value;

        Assert.Equal(["tingtao"], list.Funds.Select(fund => fund.Slug));
    }

    [Theory, OnEveryDatabase]
    public async Task List_WithoutMatch_OffersAllFunds(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        foreach (var filter in (string[])["q=nothing-like-it", "area=atlantis", "kind=banana"])
        {
            var page = await site.Visit().GetAsync("/funds?" + filter);
            Assert.Equal("没有符合条件的基金", page.Text(".empty-state h2"));
            Assert.Empty(page.QuerySelectorAll(".fund-card"));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task List_PageByPage_ShowsEveryPublicFundOnceAndNoDraft(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var seen = new List<string>();
        string? after = null;
        do
        {
            var part = (await site.SendAsync(new ListFunds(After: after, Limit: 4))).Value;
            seen.AddRange(part.Funds.Select(fund => fund.Slug));
            after = part.Next;
        }
        while (after is not null);

        Assert.Equal(seen.Distinct(), seen);
        Assert.DoesNotContain("luwan", seen);
        Assert.Superset(new HashSet<string> { "meiyuan", "shiqiao", "changqing", "xinhe-shuwu", "jinan" }, seen.ToHashSet());
        Assert.True(seen.IndexOf("meiyuan") < seen.IndexOf("shiqiao"), "Open funds come before closed ones.");
    }
}
