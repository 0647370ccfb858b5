using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Ventures.Calls;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Reviews;

/// <summary>What has to be true before a review moves, each with the reason a person can act on.</summary>
internal static class ReviewRules
{
    public static async Task<Failure?> OnlyItsReviewer(Review review, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<ICurrentUser>() is { IsSystem: true } || await services.GetRequiredService<ReviewDesk>().FindAsync(review.Id, cancellationToken) is not null
            ? null
            : ReviewFailures.Unknown;

    public static async Task<Failure?> SubmissionMustBeUnderReview(Review review, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<CharityDbContext>().Set<Submission>().AnyAsync(submission => submission.Id == review.SubmissionId && submission.State == SubmissionProcess.UnderReview, cancellationToken)
            ? null
            : Failure.Conflict("not_under_review", "This submission is not under review any more.");

    /// <summary>Of a submission: as many reviews as its call promises, and none still being written.</summary>
    public static async Task<Failure?> EveryReviewMustBeIn(Submission submission, IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<CharityDbContext>();
        var call = await db.Set<Call>().SingleAsync(call => call.Id == submission.CallId, cancellationToken);
        return await EndReviewsHandler.Complete(db, db.Set<Submission>().Where(other => other.Id == submission.Id), call.Design.Review.ReviewersEach).AnyAsync(cancellationToken)
            ? null
            : Failure.Conflict("reviews_missing", "Not all of its reviews are in.");
    }

    public static async Task<Failure?> ReviewMustBeComplete(Review review, IServiceProvider services, CancellationToken cancellationToken)
    {
        var call = await services.GetRequiredService<CharityDbContext>().Set<Call>().SingleAsync(call => call.Id == review.CallId, cancellationToken);
        var missing = Missing(review, call.Design.Review).ToList();
        return missing.Count == 0
            ? null
            : Failure.Invalid("review_incomplete", "It cannot be handed in yet. Still to be done: {0}.", missing.Count) with { Fields = missing };
    }

    /// <summary>Whoever ends it does not decide about it: the conflict has been found or declared before.</summary>
    public static async Task<Failure?> ConflictMustBeKnown(Review review, IServiceProvider services, CancellationToken cancellationToken)
    {
        var conflicts = services.GetRequiredService<CharityDbContext>().Set<ReviewerConflict>();
        return conflicts.Local.Any(conflict => conflict.ReviewerId == review.ReviewerId && conflict.OrganisationId == review.OrganisationId && conflict.RuledOutUtc is null)
            || await conflicts.AnyAsync(conflict => conflict.ReviewerId == review.ReviewerId && conflict.OrganisationId == review.OrganisationId && conflict.RuledOutUtc == null, cancellationToken)
                ? null
                : Failure.Conflict("no_conflict", "No conflict of interest is known here.");
    }

    /// <summary>What a review still lacks; the field is the criterion's code.</summary>
    public static IEnumerable<FieldFailure> Missing(Review review, ReviewDesign design)
    {
        foreach (var criterion in design.Criteria)
        {
            var mark = review.Marks.FirstOrDefault(mark => mark.Code == criterion.Code);
            if (mark is null or { DoesNotApply: false, Score: null })
            {
                yield return new FieldFailure(criterion.Code, "score_missing", "\"{0}\" has no score yet.", criterion.Name);
            }
            else if (mark is { Comment.Length: 0 } && (mark.DoesNotApply || mark.Score < design.CommentBelow || mark.Score > design.CommentAbove))
            {
                yield return new FieldFailure(criterion.Code, "comment_missing", "\"{0}\" needs a comment: scores below {1} or above {2}, and criteria that do not apply, are explained.", criterion.Name, design.CommentBelow, design.CommentAbove);
            }
        }

        if (design.Criteria.All(criterion => review.Marks.Any(mark => mark.Code == criterion.Code && mark.DoesNotApply)))
        {
            yield return new FieldFailure(string.Empty, "nothing_applies", "At least one criterion applies.");
        }
    }
}

internal static class ReviewFailures
{
    public static Failure Unknown => Failure.NotFound("review_unknown", "There is no such review.");

    public static Failure NotWritten => Failure.Conflict("review_locked", "This review was handed in and stays as it is.");
}
