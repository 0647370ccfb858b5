using Charity.Contents.Items;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Contents.Editing;

/// <summary>Takes an item away from the public; its versions stay.</summary>
[Requires(Permissions.PublishContent)]
internal sealed record UnpublishContent(string ContentItemId) : ICommand;

internal sealed class UnpublishContentHandler(CharityDbContext db, ContentDesk desk) : IRequestHandler<UnpublishContent, Result>
{
    public async Task<Result> Handle(UnpublishContent request, CancellationToken cancellationToken)
    {
        var published = await db.Set<ContentItem>().FirstOrDefaultAsync(item => item.ContentItemId == request.ContentItemId && item.Published, cancellationToken);
        if (published is null)
        {
            return Failure.Conflict("not_published", "This page is not published.");
        }

        desk.Unpublish(published);
        return Result.Ok;
    }
}
