using Charity.Contents.Types;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Microsoft.EntityFrameworkCore;

namespace Charity.Contents.Items;

/// <summary>What writing and publishing have in common, whether an editor or a recipe does it. Works within the caller's transaction.</summary>
internal sealed class ContentDesk(CharityDbContext db, UnitOfWork unitOfWork, PublishedPaths paths, SiteRoutes routes, TimeProvider clock)
{
    public Task<ContentItem?> LatestAsync(string contentItemId, CancellationToken cancellationToken) =>
        db.Set<ContentItem>().FirstOrDefaultAsync(item => item.ContentItemId == contentItemId && item.Latest, cancellationToken);

    /// <summary>Writes a new item.</summary>
    /// <param name="at">When it was written elsewhere; null for now.</param>
    public ContentItem Begin(string contentItemId, string type, ContentParts parts, string owner, string author, DateTime? at = null)
    {
        var item = ContentItem.Begin(contentItemId, ContentId.New(clock), type, parts, owner, author, at ?? Now);
        db.Add(item);
        return item;
    }

    /// <summary>Changes the draft, or writes one beside the published version.</summary>
    public ContentItem Rewrite(ContentItem latest, ContentParts parts, string author, DateTime? at = null)
    {
        var next = latest.Rewrite(ContentId.New(clock), parts, author, at ?? Now);
        if (next != latest)
        {
            db.Add(next);
        }

        return next;
    }

    /// <summary>Publishes the version in place of the one published until now.</summary>
    public async Task<Failure?> PublishAsync(ContentItem latest, DateTime? firstPublishedUtc, CancellationToken cancellationToken)
    {
        await db.LockAsync("contents-paths", cancellationToken);
        if (latest.PlannedPath is { } path && await WhyNotAsync(path, latest.ContentItemId, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var before = await db.Set<ContentItem>().FirstOrDefaultAsync(item => item.ContentItemId == latest.ContentItemId && item.Published, cancellationToken);
        if (before != latest)
        {
            latest.Publish(before, Now, firstPublishedUtc);
        }

        unitOfWork.AfterCommit(paths.Forget);
        return null;
    }

    public void Unpublish(ContentItem published)
    {
        published.Unpublish();
        unitOfWork.AfterCommit(paths.Forget);
    }

    /// <summary>Why an item cannot have this path, or null.</summary>
    public async Task<Failure?> WhyNotAsync(string path, string contentItemId, CancellationToken cancellationToken)
    {
        if (!ContentPath.IsValid(path))
        {
            return Failure.Field("Path", "path_invalid", "Use letters, digits, hyphens and slashes for the path, such as notices/spring-report.");
        }

        if (routes.Answers(path))
        {
            return Failure.Field("Path", "path_reserved", "The path {0} belongs to a page of the site itself. Choose another.", path);
        }

        var holder = await db.Set<ContentItem>()
            .Where(item => item.Path == path && item.ContentItemId != contentItemId)
            .Select(item => item.DisplayText)
            .FirstOrDefaultAsync(cancellationToken);
        return holder is null ? null : Failure.Field("Path", "path_taken", "The path {0} is taken by “{1}”. Choose another.", path, holder);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;
}
