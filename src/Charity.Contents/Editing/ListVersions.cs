using Charity.Contents.Items;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Contents.Editing;

/// <summary>The versions of an item, newest first; the last hundred.</summary>
[Requires(Permissions.ManageContent)]
internal sealed record ListVersions(string ContentItemId) : IQuery<ContentVersions>
{
    public const int Most = 100;
}

internal sealed record ContentVersions(string ContentItemId, string Title, IReadOnlyList<ContentVersion> Rows);

internal sealed record ContentVersion(string ContentItemVersionId, string Title, string Summary, bool Latest, bool Published, string Author, DateTime ModifiedUtc);

internal sealed class ListVersionsHandler(CharityDbContext db) : IRequestHandler<ListVersions, Result<ContentVersions>>
{
    public async Task<Result<ContentVersions>> Handle(ListVersions request, CancellationToken cancellationToken)
    {
        var rows = await db.Set<ContentItem>()
            .Where(item => item.ContentItemId == request.ContentItemId)
            .OrderByDescending(item => item.Latest).ThenByDescending(item => item.ModifiedUtc).ThenByDescending(item => item.ContentItemVersionId)
            .Take(ListVersions.Most)
            .Select(item => new ContentVersion(item.ContentItemVersionId, item.DisplayText, item.Summary, item.Latest, item.Published, item.Author, item.ModifiedUtc))
            .ToListAsync(cancellationToken);
        return rows.Count == 0
            ? Failure.NotFound("no_such_content", "There is no such content. It may never have been saved.")
            : new ContentVersions(request.ContentItemId, rows[0].Title, rows);
    }
}
