using Charity.Contents.Items;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Contents.Pages;

internal static class PublishedContent
{
    /// <summary>Published items, each once: in the reader's language, or in Chinese where it is not translated.</summary>
    public static IQueryable<ContentItem> PublishedFor(this CharityDbContext db, string culture)
    {
        var published = db.Set<ContentItem>().AsNoTracking().Where(item => item.Published && item.Path != null);
        return culture == ContentCultures.Chinese
            ? published.Where(item => item.Culture == ContentCultures.Chinese)
            : published.Where(item => item.Culture == culture
                || (item.Culture == ContentCultures.Chinese
                    && !db.Set<ContentItem>().Any(other => other.Published && other.Culture == culture && other.LocalizationSet == item.LocalizationSet)));
    }

    /// <summary>From the newest on, beginning after the key.</summary>
    public static IQueryable<ContentItem> NewestFirst(this IQueryable<ContentItem> items, ListKey? after)
    {
        if (after is not null)
        {
#pragma warning disable CA1309 // Becomes SQL: the database compares.
            items = items.Where(item => item.PublishedUtc < after.AtUtc || (item.PublishedUtc == after.AtUtc && string.Compare(item.ContentItemId, after.Id) < 0));
#pragma warning restore CA1309
        }

        return items.OrderByDescending(item => item.PublishedUtc).ThenByDescending(item => item.ContentItemId);
    }
}
