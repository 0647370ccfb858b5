using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Reviews.Ranking;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviews;

/// <summary>A call's submissions by the scores that were handed in: raw and adjusted for the reviewers' strictness, side by side.</summary>
[Requires(Permissions.ManageReviewers)]
internal sealed record ShowRanking(string Slug) : IQuery<RankingPage>, ICallReviewsRequest;

/// <param name="Missing">Reviews that are not handed in yet; the ranking may still move.</param>
internal sealed record RankingPage(
    string Slug, LocalizedText CallTitle, int PassMark, int ReviewersEach, IReadOnlyList<RankingRow> Rows, IReadOnlyList<StrictnessRow> Reviewers, NotAdjusted? WhyNotAdjusted, int Missing);

internal sealed record RankingRow(int? Number, string Title, string OrganisationName, RankedSubmission Rank, bool Passes);

internal sealed record StrictnessRow(string Name, int Scores, double? Strictness);

internal sealed class ShowRankingHandler(CharityDbContext db, IOrganisations organisations) : IRequestHandler<ShowRanking, Result<RankingPage>>
{
    public async Task<Result<RankingPage>> Handle(ShowRanking request, CancellationToken cancellationToken)
    {
        if (await db.Set<Call>().AsNoTracking().SingleOrDefaultAsync(call => call.Slug == request.Slug, cancellationToken) is not { } call)
        {
            return CallFailures.Unknown;
        }

        var reviews = await ReviewDesk.Standing(db).AsNoTracking().Where(review => review.CallId == call.Id).ToListAsync(cancellationToken);
        var table = RankingDesk.Rank(ScoresOf(reviews, call.Design.Review));
        var submissions = await db.Set<Submission>().AsNoTracking().Where(submission => submission.CallId == call.Id)
            .Select(submission => new { submission.Id, submission.Number, submission.Title, submission.OrganisationId }).ToDictionaryAsync(submission => submission.Id, cancellationToken);
        var names = (await organisations.SummariesAsync([.. submissions.Values.Select(submission => submission.OrganisationId).Distinct()], cancellationToken)).ToDictionary(organisation => organisation.Id, organisation => organisation.Name.ToString());
        var reviewers = await db.Set<Reviewer>().ToDictionaryAsync(reviewer => reviewer.Id, reviewer => reviewer.Name, cancellationToken);
        return new RankingPage(
            call.Slug,
            call.Title,
            call.Design.Review.PassMark,
            call.Design.Review.ReviewersEach,
            [.. table.Submissions.Select(row => new RankingRow(
                submissions[row.SubmissionId].Number, submissions[row.SubmissionId].Title, names.GetValueOrDefault(submissions[row.SubmissionId].OrganisationId, string.Empty), row,
                (row.Adjusted ?? row.Raw) >= call.Design.Review.PassMark))],
            [.. table.Reviewers.Select(row => new StrictnessRow(reviewers[row.ReviewerId], row.Scores, row.Strictness)).OrderBy(row => row.Strictness ?? 0)],
            table.WhyNotAdjusted,
            reviews.Count(review => review.State != ReviewProcess.Locked));
    }

    /// <summary>Only what was handed in counts.</summary>
    public static List<GivenScore> ScoresOf(IEnumerable<Review> reviews, ReviewDesign design) =>
        [.. reviews.Where(review => review.State == ReviewProcess.Locked).Select(review => (review, Score: review.ScoreBy(design))).Where(row => row.Score is not null)
            .Select(row => new GivenScore(row.review.SubmissionId, row.review.ReviewerId, (double)row.Score!.Value))];
}
