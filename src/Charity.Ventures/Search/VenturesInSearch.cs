using Charity.Contents.Contracts;
using Charity.Platform.Data;
using Charity.Ventures.Calls;
using Charity.Ventures.Needs;
using Charity.Ventures.Notices;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Search;

/// <summary>Calls, projects and needs in the site's search and for search engines: what is public, and nothing before its time.</summary>
internal sealed class VenturesInSearch(CharityDbContext db) : ISearchSource, ISitemapSource
{
    public int Order => 50;

    public async Task<IReadOnlyList<SearchHit>> FindAsync(SearchWords words, int count, CancellationToken cancellationToken)
    {
        var (projects, needs) = (db.Set<Project>().AsNoTracking(), PublicNeeds());
        foreach (var pattern in words.Patterns)
        {
            projects = projects.Where(project => EF.Functions.Like(project.SearchText, pattern, SearchWords.Escape));
            needs = needs.Where(need => EF.Functions.Like(need.SearchText, pattern, SearchWords.Escape));
        }

        return
        [
            .. (await PublicCallsAsync(cancellationToken)).Where(call => words.Match(call.Title.Zh, call.Title.En, call.Design.Summary?.Zh, call.Design.Summary?.En)).Take(count)
                .Select(call => new SearchHit("Call", call.Title.ToString(), $"/calls/{call.Slug}", call.Design.Summary?.ToString() ?? string.Empty)),
            .. (await projects.OrderByDescending(project => project.Id).Take(count).Select(project => new { project.Slug, project.Title, project.Summary }).ToListAsync(cancellationToken))
                .Select(project => new SearchHit("Venture project", project.Title.ToString(), $"/projects/{project.Slug}", project.Summary.ToString())),
            .. (await needs.OrderByDescending(need => need.Id).Take(count).Select(need => new { need.Slug, need.Title, need.Lacking }).ToListAsync(cancellationToken))
                .Select(need => new SearchHit("Need", need.Title.ToString(), $"/needs/{need.Slug}", need.Lacking?.ToString() ?? string.Empty)),
        ];
    }

    public async Task<IReadOnlyList<SitemapPage>> PagesAsync(CancellationToken cancellationToken) =>
    [
        new SitemapPage("/calls"), new SitemapPage("/projects"), new SitemapPage("/needs"), new SitemapPage("/needs/matching"), new SitemapPage("/wishes"), new SitemapPage("/notices"),
        .. (await PublicCallsAsync(cancellationToken)).Select(call => new SitemapPage($"/calls/{call.Slug}")),
        .. (await db.Set<Project>().OrderBy(project => project.Id).Select(project => project.Slug).ToListAsync(cancellationToken)).Select(slug => new SitemapPage($"/projects/{slug}")),
        .. (await PublicNeeds().OrderBy(need => need.Id).Select(need => new { need.Slug, need.PublishedUtc }).ToListAsync(cancellationToken)).Select(need => new SitemapPage($"/needs/{need.Slug}", need.PublishedUtc)),
        .. (await db.Set<AwardNotice>().OrderBy(notice => notice.Id).Select(notice => new { notice.Slug, notice.PublishedUtc }).ToListAsync(cancellationToken)).Select(notice => new SitemapPage($"/notices/{notice.Slug}", notice.PublishedUtc)),
    ];

    /// <summary>A district has some dozens.</summary>
    private async Task<IEnumerable<Call>> PublicCallsAsync(CancellationToken cancellationToken) =>
        (await db.Set<Call>().AsNoTracking().OrderByDescending(call => call.Id).ToListAsync(cancellationToken)).Where(call => call.IsPublic);

    private IQueryable<Need> PublicNeeds() => db.Set<Need>().AsNoTracking().Where(need => need.Slug != null && (need.State == NeedProcess.Published || need.State == NeedProcess.Met));
}
