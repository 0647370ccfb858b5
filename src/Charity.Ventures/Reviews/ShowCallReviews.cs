using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Ventures.Calls;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviews;

/// <summary>How a call's review stands: by reviewer, and submission by submission a page at a time.</summary>
/// <param name="After">The last page's <see cref="CallReviewsPage.Next"/>.</param>
[Requires(Permissions.ManageReviewers)]
internal sealed record ShowCallReviews(string Slug, int? After) : IQuery<CallReviewsPage>, ICallReviewsRequest;

/// <param name="Waiting">Submissions admitted and not yet given to reviewers.</param>
/// <param name="Complete">Submissions under review whose every review is handed in.</param>
internal sealed record CallReviewsPage(
    string Slug, int ReviewersEach, IReadOnlyList<ReviewerProgress> Reviewers, IReadOnlyList<ReviewedSubmission> Submissions, int? Next, int Waiting, int Complete, int UnderReview);

internal sealed record ReviewerProgress(Guid Id, string Name, int Assigned, int Locked, DateOnly? FirstDue, bool IsLate);

internal sealed record ReviewedSubmission(Guid Id, int? Number, string Title, string State, IReadOnlyList<ReviewRow> Reviews);

internal sealed record ReviewRow(Guid Id, Guid ReviewerId, string ReviewerName, string State, int Version, DateOnly DueOn);

internal sealed class ShowCallReviewsHandler(CharityDbContext db, SiteTime time) : IRequestHandler<ShowCallReviews, Result<CallReviewsPage>>
{
    private const int PageLength = 30;

    public async Task<Result<CallReviewsPage>> Handle(ShowCallReviews request, CancellationToken cancellationToken)
    {
        if (await db.Set<Call>().AsNoTracking().SingleOrDefaultAsync(call => call.Slug == request.Slug, cancellationToken) is not { } call)
        {
            return CallFailures.Unknown;
        }

        var submissions = await db.Set<Submission>().AsNoTracking()
            .Where(submission => submission.CallId == call.Id && submission.Number > (request.After ?? 0) && db.Set<Review>().Any(review => review.SubmissionId == submission.Id))
            .OrderBy(submission => submission.Number)
            .Take(PageLength + 1)
            .Select(submission => new { submission.Id, submission.Number, submission.Title, submission.State })
            .ToListAsync(cancellationToken);
        var shown = submissions.Take(PageLength).ToList();
        var ids = shown.ConvertAll(submission => submission.Id);
        var rows = (await (from review in db.Set<Review>()
                           join reviewer in db.Set<Reviewer>() on review.ReviewerId equals reviewer.Id
                           where ids.Contains(review.SubmissionId)
                           orderby review.Id
                           select new { review.SubmissionId, Row = new ReviewRow(review.Id, reviewer.Id, reviewer.Name, review.State, review.Version, review.DueOn) }).ToListAsync(cancellationToken))
            .ToLookup(row => row.SubmissionId, row => row.Row);
        var underReview = db.Set<Submission>().Where(submission => submission.CallId == call.Id && submission.State == SubmissionProcess.UnderReview);
        return new CallReviewsPage(
            call.Slug,
            call.Design.Review.ReviewersEach,
            await ProgressAsync(call.Id, cancellationToken),
            shown.ConvertAll(submission => new ReviewedSubmission(submission.Id, submission.Number, submission.Title, submission.State, [.. rows[submission.Id]])),
            submissions.Count > PageLength ? shown[^1].Number : null,
            await db.Set<Submission>().CountAsync(submission => submission.CallId == call.Id && submission.State == SubmissionProcess.Eligible, cancellationToken),
            await EndReviewsHandler.Complete(db, underReview, call.Design.Review.ReviewersEach).CountAsync(cancellationToken),
            await underReview.CountAsync(cancellationToken));
    }

    private async Task<List<ReviewerProgress>> ProgressAsync(Guid callId, CancellationToken cancellationToken)
    {
        var today = time.Today;
        var counts = await ReviewDesk.Standing(db).Where(review => review.CallId == callId).GroupBy(review => review.ReviewerId)
            .Select(group => new
            {
                group.Key,
                Assigned = group.Count(),
                Locked = group.Count(review => review.State == ReviewProcess.Locked),
                FirstDue = group.Min(review => review.State == ReviewProcess.Locked ? (DateOnly?)null : review.DueOn),
            })
            .ToListAsync(cancellationToken);
        var ids = counts.ConvertAll(count => count.Key);
        var names = await db.Set<Reviewer>().Where(reviewer => ids.Contains(reviewer.Id)).ToDictionaryAsync(reviewer => reviewer.Id, reviewer => reviewer.Name, cancellationToken);
        return [.. counts.OrderBy(count => count.Locked - count.Assigned).ThenBy(count => count.Key).Select(count => new ReviewerProgress(count.Key, names[count.Key], count.Assigned, count.Locked, count.FirstDue, count.FirstDue < today))];
    }
}
