using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using Charity.Ventures.Reviewers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviews;

/// <summary>What the other reviewers of the same submission gave and say; for whoever has handed in their own review.</summary>
[SignedIn]
internal sealed record ShowDiscussion(Guid Id) : IQuery<DiscussionPage>;

internal sealed record DiscussionPage(Guid ReviewId, string Title, int? Number, ReviewDesign Design, IReadOnlyList<OtherReview> Reviews, IReadOnlyList<RemarkRow> Remarks);

/// <param name="Name">The reviewer's name; null in a blind review, where <paramref name="Letter"/> stands for it.</param>
internal sealed record OtherReview(char Letter, string? Name, bool IsMine, decimal? Score, IReadOnlyList<ReviewMark> Marks, string Comment);

internal sealed record RemarkRow(char Letter, string? Name, bool IsMine, string Text, DateTime WrittenUtc);

internal sealed class ShowDiscussionHandler(CharityDbContext db, ReviewDesk desk, ReadingDesk reading) : IRequestHandler<ShowDiscussion, Result<DiscussionPage>>
{
    public async Task<Result<DiscussionPage>> Handle(ShowDiscussion request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Id, cancellationToken) is not { State: ReviewProcess.Locked } mine)
        {
            return ReviewFailures.Unknown;
        }

        var call = await db.Set<Call>().AsNoTracking().SingleAsync(call => call.Id == mine.CallId, cancellationToken);
        var isBlind = call.Design.Review.IsBlind;

        // Letters go by all who were ever assigned, so that nobody's changes when somebody falls out.
        var ever = await db.Set<Review>().Where(review => review.SubmissionId == mine.SubmissionId).OrderBy(review => review.Id).Select(review => review.Id).ToListAsync(cancellationToken);
        var locked = await ReviewDesk.Standing(db).AsNoTracking().Where(review => review.SubmissionId == mine.SubmissionId && review.State == ReviewProcess.Locked).OrderBy(review => review.Id).ToListAsync(cancellationToken);
        var ids = locked.ConvertAll(review => review.ReviewerId);
        var names = isBlind ? [] : await db.Set<Reviewer>().Where(reviewer => ids.Contains(reviewer.Id)).ToDictionaryAsync(reviewer => reviewer.Id, reviewer => reviewer.Name, cancellationToken);
        var standing = locked.ToDictionary(review => review.Id);
        var remarks = await db.Set<ReviewRemark>().AsNoTracking().Where(remark => remark.SubmissionId == mine.SubmissionId && standing.Keys.Contains(remark.ReviewId)).OrderBy(remark => remark.Id).ToListAsync(cancellationToken);
        var submission = await reading.ReadAsync(mine, cancellationToken);
        return new DiscussionPage(
            mine.Id, submission.Title, submission.Number, call.Design.Review,
            locked.ConvertAll(review => new OtherReview(Letter(review.Id), names.GetValueOrDefault(review.ReviewerId), review.Id == mine.Id, review.ScoreBy(call.Design.Review), review.Marks, review.Comment)),
            remarks.ConvertAll(remark => new RemarkRow(Letter(remark.ReviewId), names.GetValueOrDefault(standing[remark.ReviewId].ReviewerId), remark.ReviewId == mine.Id, remark.Text, remark.WrittenUtc)));

        char Letter(Guid id) => (char)('A' + Math.Min(ever.IndexOf(id), 25));
    }
}
