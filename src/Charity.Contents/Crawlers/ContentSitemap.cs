using Charity.Contents.Contracts;
using Charity.Contents.Items;
using Charity.Contents.Pages;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Contents.Crawlers;

/// <summary>Every published page with its translations, the lists, and the home page.</summary>
internal sealed class ContentSitemap(CharityDbContext db) : ISitemapSource
{
    public async Task<IReadOnlyList<SitemapPage>> PagesAsync(CancellationToken cancellationToken)
    {
        var published = await db.Set<ContentItem>()
            .Where(item => item.Path != null)
            .OrderBy(item => item.Path)
            .Select(item => new { Path = item.Path!, item.LocalizationSet, item.Culture, item.ModifiedUtc })
            .ToListAsync(cancellationToken);
        var translations = published.ToLookup(item => item.LocalizationSet, item => KeyValuePair.Create(item.Culture, ContentPath.ToUrl(item.Path)), StringComparer.Ordinal);
        return
        [
            new SitemapPage("/"),
            .. ContentList.Lists.Select(list => new SitemapPage(list.Url)),
            .. published.Select(item => new SitemapPage(
                ContentPath.ToUrl(item.Path),
                item.ModifiedUtc,
                translations[item.LocalizationSet].Count() > 1 ? [.. translations[item.LocalizationSet]] : [])),
        ];
    }
}
