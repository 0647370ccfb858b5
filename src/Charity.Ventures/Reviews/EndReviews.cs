using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviews;

/// <summary>Ends the review of every submission whose reviews are all in: from then on nothing about them changes.</summary>
[Requires(Permissions.ManageReviewers)]
internal sealed record EndReviews(string Slug) : ICommand, ICallReviewsRequest;

internal sealed class EndReviewsHandler(CharityDbContext db, IWorkflowDoor door) : IRequestHandler<EndReviews, Result>
{
    public async Task<Result> Handle(EndReviews request, CancellationToken cancellationToken)
    {
        if (await db.Set<Call>().AsNoTracking().SingleOrDefaultAsync(call => call.Slug == request.Slug, cancellationToken) is not { } call)
        {
            return CallFailures.Unknown;
        }

        await db.LockAsync(AssignmentDesk.LockOf(call.Id), cancellationToken);
        var underReview = db.Set<Submission>().Where(submission => submission.CallId == call.Id && submission.State == SubmissionProcess.UnderReview);
        var complete = await Complete(db, underReview, call.Design.Review.ReviewersEach).ToListAsync(cancellationToken);
        if (complete.Count == 0)
        {
            return Failure.Conflict("no_review_complete", "No submission has all its reviews yet.");
        }

        foreach (var submission in complete)
        {
            if ((await door.FireAsync(SubmissionProcess.Table, submission, SubmissionProcess.Score, expectedVersion: null, note: null, cancellationToken)).Failure is { } failure)
            {
                return failure;
            }
        }

        return Result.Ok;
    }

    /// <summary>Those with as many handed-in reviews as the call promises and none that is still being written.</summary>
    public static IQueryable<Submission> Complete(CharityDbContext db, IQueryable<Submission> submissions, int each)
    {
        var standing = ReviewDesk.Standing(db);
        return submissions.Where(submission =>
            standing.Count(review => review.SubmissionId == submission.Id && review.State == ReviewProcess.Locked) >= each
            && !standing.Any(review => review.SubmissionId == submission.Id && review.State != ReviewProcess.Locked));
    }
}
