using Charity.Platform.Data;
using Charity.Ventures.Calls;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Reviews;
using Charity.Ventures.Reviews.Ranking;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Decisions;

/// <summary>The experts' reviews as the board reads them: what was handed in and stands, ranked as the office's ranking ranks it.</summary>
internal sealed class ReviewScores(CharityDbContext db) : IScores
{
    public async Task<IReadOnlyDictionary<Guid, WrittenScore>> OfCallAsync(Guid callId, CancellationToken cancellationToken)
    {
        var design = (await db.Set<Call>().AsNoTracking().SingleAsync(call => call.Id == callId, cancellationToken)).Design.Review;
        var reviews = await ReviewDesk.Standing(db).AsNoTracking().Where(review => review.CallId == callId && review.State == ReviewProcess.Locked).ToListAsync(cancellationToken);
        var bySubmission = reviews.ToLookup(review => review.SubmissionId);
        return RankingDesk.Rank(ShowRankingHandler.ScoresOf(reviews, design)).Submissions
            .ToDictionary(row => row.SubmissionId, row => new WrittenScore(row.Raw, row.Adjusted, row.Spread, [.. Means(bySubmission[row.SubmissionId], design)]));
    }

    public async Task<IReadOnlySet<Guid>> ScorersAsync(Guid callId, CancellationToken cancellationToken) => await (
        from review in db.Set<Review>()
        where review.CallId == callId && review.State == ReviewProcess.Locked
        join reviewer in db.Set<Reviewer>() on review.ReviewerId equals reviewer.Id
        select reviewer.UserId).ToHashSetAsync(cancellationToken);

    /// <summary>By criterion, in points of its weight; marks are of 100.</summary>
    private static IEnumerable<CriterionMean> Means(IEnumerable<Review> reviews, ReviewDesign design)
    {
        var marks = reviews.SelectMany(review => review.Marks).Where(mark => mark is { DoesNotApply: false, Score: not null }).ToLookup(mark => mark.Code, StringComparer.Ordinal);
        return design.Criteria.Where(criterion => marks.Contains(criterion.Code))
            .Select(criterion => new CriterionMean(criterion.Code, Math.Round((decimal)marks[criterion.Code].Average(mark => mark.Score!.Value) * criterion.Weight / 100, 2, MidpointRounding.AwayFromZero)));
    }
}
