using Charity.Contents.Contracts;
using Charity.Tests.Support;
using Charity.Tests.Ventures.Projects;
using Charity.Ventures.Needs;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures;

/// <summary>The site's search finds what is public of ventures, and nothing that is not yet.</summary>
[Collection(nameof(VentureSites))]
public sealed class VentureSearchTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Search_ForANeed_FindsItOnceItIsPublished(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var word = NeedSteps.Unique("夜间应急");
        var waiting = await site.MakeNeedAsync(NeedProcess.Submitted, need => need with { Title = CallSteps.Both(word) });
        Assert.DoesNotContain(await FindAsync(site, word), hit => hit.Kind == "Need");

        CallSteps.Demand(await site.SendAsync(new MoveNeed(waiting.Id, NeedProcess.Publish, waiting.Version, null)));
        var need = await site.ReadNeedAsync(waiting.Id);
        Assert.Equal([$"/needs/{need.Slug}"], (await FindAsync(site, word)).Select(hit => hit.Url));
        Assert.Contains($"/needs/{need.Slug}<", await site.Visit().Http.GetStringAsync("/sitemap.xml?need"), StringComparison.Ordinal);

        CallSteps.Demand(await site.SendAsync(new MoveNeed(need.Id, NeedProcess.Withdraw, need.Version, null)));
        Assert.Empty(await FindAsync(site, word));
    }

    [Theory, OnEveryDatabase]
    public async Task Search_ForAProjectOrACall_FindsItByWordsOfBothLanguages(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.AwardAsync();
        Assert.Contains(await FindAsync(site, "银龄 SILVER " + project.Slug), hit => hit.Url == project.Page && hit.Kind == "Venture project");

        var (announced, draft) = (await site.MakeCallAsync(announce: true, title: NeedSteps.Unique("公开征集")), await site.MakeCallAsync(title: NeedSteps.Unique("公开征集")));
        var found = (await FindAsync(site, (await site.ReadCallAsync(announced)).Title.Zh)).Concat(await FindAsync(site, (await site.ReadCallAsync(draft)).Title.Zh)).Select(hit => hit.Url).ToList();
        Assert.Equal([$"/calls/{announced}"], found);
    }

    [Theory, OnEveryDatabase]
    public async Task Search_ForAFund_FindsItsPage(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        Assert.Contains(await FindAsync(site, "梅园"), hit => hit is { Kind: "Fund", Url: "/funds/meiyuan" });
        Assert.Contains("/funds/meiyuan<", await site.Visit().Http.GetStringAsync("/sitemap.xml?fund"), StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<SearchHit>> FindAsync(CharityApp site, string words) => site.InScopeAsync(async services =>
    {
        var hits = new List<SearchHit>();
        foreach (var source in services.GetServices<ISearchSource>())
        {
            hits.AddRange(await source.FindAsync(SearchWords.Of(words), 10, CancellationToken.None));
        }

        return (IReadOnlyList<SearchHit>)hits;
    });
}
