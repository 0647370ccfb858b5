using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviewers;

/// <summary>Takes a reviewer out of new calls for a while, or back in. What they have stays theirs.</summary>
[Requires(Permissions.ManageReviewers)]
internal sealed record RestReviewer(Guid Id, int Version, bool IsResting) : ICommand;

internal sealed class RestReviewerHandler(CharityDbContext db) : IRequestHandler<RestReviewer, Result>
{
    public async Task<Result> Handle(RestReviewer request, CancellationToken cancellationToken)
    {
        if (await db.Set<Reviewer>().SingleOrDefaultAsync(reviewer => reviewer.Id == request.Id, cancellationToken) is not { } reviewer)
        {
            return ReviewerFailures.Unknown;
        }

        if (reviewer.Version != request.Version)
        {
            return ReviewerFailures.ChangedMeanwhile;
        }

        reviewer.Rest(request.IsResting);
        return Result.Ok;
    }
}
