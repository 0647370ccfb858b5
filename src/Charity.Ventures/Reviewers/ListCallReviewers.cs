using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviewers;

/// <summary>Who was asked to review a call's submissions, what they answered, and who could be asked besides.</summary>
[Requires(Permissions.ManageReviewers)]
internal sealed record ListCallReviewers(string Slug) : IQuery<CallReviewersPage>;

/// <param name="Places">Submissions that those who accepted take together.</param>
/// <param name="Wanted">Reviews the call needs: submissions admitted so far, times the reviewers each.</param>
internal sealed record CallReviewersPage(string Slug, IReadOnlyList<CallReviewerRow> Asked, IReadOnlyList<ReviewerRow> Others, int Places, int Wanted, bool MayAsk);

internal sealed record CallReviewerRow(Guid ReviewerId, string Name, string Employer, IReadOnlyList<string> Expertise, CallReviewerState State, int Capacity, DateTime InvitedUtc, DateTime? AnsweredUtc);

internal sealed class ListCallReviewersHandler(CharityDbContext db) : IRequestHandler<ListCallReviewers, Result<CallReviewersPage>>
{
    public async Task<Result<CallReviewersPage>> Handle(ListCallReviewers request, CancellationToken cancellationToken)
    {
        if (await db.Set<Call>().AsNoTracking().SingleOrDefaultAsync(call => call.Slug == request.Slug, cancellationToken) is not { } call)
        {
            return CallFailures.Unknown;
        }

        var pool = await db.Set<Reviewer>().AsNoTracking().Where(reviewer => reviewer.Name != string.Empty).ToDictionaryAsync(reviewer => reviewer.Id, cancellationToken);
        var asked = await db.Set<CallReviewer>().AsNoTracking().Where(row => row.CallId == call.Id).ToListAsync(cancellationToken);
        var submissions = await db.Set<Submission>().CountAsync(submission => submission.CallId == call.Id && (submission.State == SubmissionProcess.Eligible || submission.State == SubmissionProcess.UnderReview), cancellationToken);
        return new CallReviewersPage(
            call.Slug,
            [.. asked.Where(row => pool.ContainsKey(row.ReviewerId)).OrderBy(row => row.State).ThenBy(row => row.ReviewerId)
                .Select(row => (row, pool[row.ReviewerId])).Select(pair => new CallReviewerRow(
                    pair.row.ReviewerId, pair.Item2.Name, pair.Item2.Employer, pair.Item2.Expertise, pair.row.State, pair.row.Capacity, pair.row.InvitedUtc, pair.row.AnsweredUtc))],
            [.. pool.Values.Where(reviewer => !reviewer.IsResting && asked.TrueForAll(row => row.ReviewerId != reviewer.Id)).OrderBy(reviewer => reviewer.Id)
                .Select(r => new ReviewerRow(r.Id, r.Name, r.Employer, r.Expertise, r.Capacity, r.IsResting, r.IsComplete, 0))],
            asked.Sum(row => row.Capacity),
            submissions * call.Design.Review.ReviewersEach,
            InviteToCallHandler.MayAsk(call));
    }
}
