using Charity.Contents.Contracts;
using Charity.Funds.Contracts;

namespace Charity.Funds.FundPages;

/// <summary>Public funds in the site's search and for search engines. A district has some dozens, which are in memory anyway.</summary>
internal sealed class FundsInSearch(IFunds funds) : ISearchSource, ISitemapSource
{
    public int Order => 40;

    public async Task<IReadOnlyList<SearchHit>> FindAsync(SearchWords words, int count, CancellationToken cancellationToken) =>
        [.. (await PublicAsync(cancellationToken))
            .Where(fund => words.Match(fund.Name.Zh, fund.Name.En, fund.Purpose.Zh, fund.Purpose.En))
            .Take(count)
            .Select(fund => new SearchHit("Fund", fund.Name.ToString(), $"/funds/{fund.Slug}", fund.Purpose.ToString()))];

    public async Task<IReadOnlyList<SitemapPage>> PagesAsync(CancellationToken cancellationToken) =>
        [new SitemapPage("/funds"), .. (await PublicAsync(cancellationToken)).Select(fund => new SitemapPage($"/funds/{fund.Slug}"))];

    private async Task<IEnumerable<FundSummary>> PublicAsync(CancellationToken cancellationToken) => (await funds.AllAsync(cancellationToken)).Where(fund => fund.IsPublic);
}
