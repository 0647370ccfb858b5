using Charity.Contents.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.OrganisationPages;

/// <summary>Verified organisations in the site's search and for search engines.</summary>
internal sealed class OrganisationsInSearch(CharityDbContext db) : ISearchSource, ISitemapSource
{
    public int Order => 60;

    public async Task<IReadOnlyList<SearchHit>> FindAsync(SearchWords words, int count, CancellationToken cancellationToken)
    {
        var organisations = Public();
        foreach (var pattern in words.Patterns)
        {
            organisations = organisations.Where(o => EF.Functions.Like(o.SearchText, pattern, SearchWords.Escape));
        }

        var found = await organisations.OrderBy(o => o.Id).Take(count).Select(o => new { o.Name, o.Slug, o.Introduction }).ToListAsync(cancellationToken);
        return [.. found.Select(o => new SearchHit("Social organisation", o.Name.ToString(), $"/organisations/{o.Slug}", o.Introduction?.ToString() ?? string.Empty))];
    }

    public async Task<IReadOnlyList<SitemapPage>> PagesAsync(CancellationToken cancellationToken) =>
        [.. (await Public().OrderBy(o => o.Id).Select(o => o.Slug).ToListAsync(cancellationToken)).Select(slug => new SitemapPage($"/organisations/{slug}"))];

    private IQueryable<SocialOrganisation> Public() =>
        db.Set<SocialOrganisation>().AsNoTracking().Where(o => o.State == OrganisationProcess.Verified || o.State == OrganisationProcess.Suspended);
}
