using Charity.Contents.Contracts;
using Charity.Contents.Items;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Contents.Pages;

/// <summary>A page of the public list of a content type, newest first, in the reader's language.</summary>
[Anybody]
internal sealed record ListContent(string ContentType, string? After) : IQuery<ContentListPage>
{
    public const int PageLength = 20;
}

/// <param name="Next">Where the next page begins; null on the last one.</param>
internal sealed record ContentListPage(ContentList List, IReadOnlyList<ContentSummary> Items, string? Next, bool IsFirst);

internal sealed class ListContentHandler(CharityDbContext db) : IRequestHandler<ListContent, Result<ContentListPage>>
{
    public async Task<Result<ContentListPage>> Handle(ListContent request, CancellationToken cancellationToken)
    {
        var after = ListKey.Parse(request.After);
        var found = await db.PublishedFor(ContentCultures.OfReader)
            .Where(item => item.ContentType == request.ContentType)
            .NewestFirst(after)
            .Take(ListContent.PageLength + 1)
            .ToSummariesAsync(cancellationToken);
        var shown = found.Take(ListContent.PageLength).ToList();
        var next = found.Count > shown.Count ? new ListKey(shown[^1].PublishedUtc, shown[^1].ContentItemId).ToString() : null;
        return new ContentListPage(ContentList.Of(request.ContentType)!, shown, next, after is null);
    }
}

internal sealed class ContentLists(CharityDbContext db) : IContentLists
{
    public async Task<IReadOnlyList<ContentSummary>> NewestAsync(string contentType, int count, CancellationToken cancellationToken) =>
        await db.PublishedFor(ContentCultures.OfReader)
            .Where(item => item.ContentType == contentType)
            .NewestFirst(after: null)
            .Take(count)
            .ToSummariesAsync(cancellationToken);
}

internal static class ContentSummaries
{
    public static async Task<List<ContentSummary>> ToSummariesAsync(this IQueryable<ContentItem> items, CancellationToken cancellationToken)
    {
        var rows = await items
            .Select(item => new { item.ContentItemId, item.ContentType, item.DisplayText, item.Path, item.Summary, item.PublishedUtc })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => new ContentSummary(row.ContentItemId, row.ContentType, row.DisplayText, ContentPath.ToUrl(row.Path!), row.Summary, row.PublishedUtc!.Value))];
    }
}
