using Charity.Contents.Items;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Contents.Editing;

/// <summary>Makes an earlier version's content the draft. What is published stays until the draft is published.</summary>
[Requires(Permissions.ManageContent)]
internal sealed record RestoreVersion(string ContentItemId, string VersionId) : ICommand;

internal sealed class RestoreVersionHandler(CharityDbContext db, ContentDesk desk, ICurrentUser user) : IRequestHandler<RestoreVersion, Result>
{
    public async Task<Result> Handle(RestoreVersion request, CancellationToken cancellationToken)
    {
        var latest = await desk.LatestAsync(request.ContentItemId, cancellationToken);
        var earlier = await db.Set<ContentItem>().FirstOrDefaultAsync(item => item.ContentItemVersionId == request.VersionId && item.ContentItemId == request.ContentItemId, cancellationToken);
        if (latest is null || earlier is null)
        {
            return Failure.NotFound("no_such_version", "There is no such version.");
        }

        if (latest.Parts != earlier.Parts)
        {
            desk.Rewrite(latest, earlier.Parts, user.Name);
        }

        return Result.Ok;
    }
}
