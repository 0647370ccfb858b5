using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviews;

/// <summary>The review that waits after this one, by day; the first that waits when this was the last; null when none does.</summary>
[SignedIn]
internal sealed record FindNextReview(Guid After) : IQuery<Guid?>;

internal sealed class FindNextReviewHandler(CharityDbContext db, ReviewDesk desk) : IRequestHandler<FindNextReview, Result<Guid?>>
{
    public async Task<Result<Guid?>> Handle(FindNextReview request, CancellationToken cancellationToken)
    {
        var visible = await desk.VisibleAsync(cancellationToken);
        var day = await visible.Where(review => review.Id == request.After).Select(review => (DateOnly?)review.DueOn).SingleOrDefaultAsync(cancellationToken) ?? DateOnly.MinValue;
        var waiting = ListMyReviewsHandler.Waiting(db, visible).Where(review => review.Id != request.After).OrderBy(review => review.DueOn).ThenBy(review => review.Id).Select(review => new { review.Id, review.DueOn });
        var next = await waiting.FirstOrDefaultAsync(review => review.DueOn > day || (review.DueOn == day && review.Id.CompareTo(request.After) > 0), cancellationToken)
            ?? await waiting.FirstOrDefaultAsync(cancellationToken);
        return Result<Guid?>.Ok(next?.Id);
    }
}
