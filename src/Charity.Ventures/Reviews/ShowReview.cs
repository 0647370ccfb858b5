using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviews;

/// <summary>A review with its submission, as its reviewer sees it.</summary>
[SignedIn]
internal sealed record ShowReview(Guid Id) : IQuery<ReviewPage>;

/// <param name="Missing">What keeps it from being handed in.</param>
/// <param name="Waiting">Reviews that wait, this one included.</param>
internal sealed record ReviewPage(Review Review, ReviewDesign Design, ReadableSubmission Submission, IReadOnlyList<FieldFailure> Missing, int Waiting);

internal sealed class ShowReviewHandler(CharityDbContext db, ReviewDesk desk, ReadingDesk reading) : IRequestHandler<ShowReview, Result<ReviewPage>>
{
    public async Task<Result<ReviewPage>> Handle(ShowReview request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Id, cancellationToken) is not { } review)
        {
            return ReviewFailures.Unknown;
        }

        var call = await db.Set<Call>().AsNoTracking().SingleAsync(call => call.Id == review.CallId, cancellationToken);
        return new ReviewPage(
            review, call.Design.Review, await reading.ReadAsync(review, cancellationToken), [.. ReviewRules.Missing(review, call.Design.Review)],
            await ListMyReviewsHandler.Waiting(db, await desk.VisibleAsync(cancellationToken)).CountAsync(cancellationToken));
    }
}
