namespace Charity.Ventures.Reviews.Ranking;

/// <summary>A criterion's weight and what a reviewer gave, 0 to 100; null when it does not apply.</summary>
internal readonly record struct WeightedMark(int Weight, decimal? Mark)
{
    /// <summary>
    /// The weighted mean of the criteria that apply: one that does not apply is no zero, the others carry its weight. Null when none
    /// applies.
    /// </summary>
    public static decimal? Score(IEnumerable<WeightedMark> marks)
    {
        var (sum, weights) = (0m, 0);
        foreach (var (weight, mark) in marks.Where(mark => mark.Mark is not null).Select(mark => (mark.Weight, mark.Mark!.Value)))
        {
            sum += weight * mark;
            weights += weight;
        }

        return weights == 0 ? null : sum / weights;
    }
}

/// <summary>One reviewer's score of one submission, 0 to 100.</summary>
internal readonly record struct GivenScore(Guid SubmissionId, Guid ReviewerId, double Score);

/// <summary>Why scores were not adjusted for their reviewers' strictness.</summary>
internal enum NotAdjusted
{
    /// <summary>Fewer than two reviewers have scored enough together with others.</summary>
    TooFewScores,

    /// <summary>The reviewers fall into groups that have no submission in common: who is strict cannot be told from whose submissions are weak.</summary>
    SeparateGroups,
}

/// <param name="Strictness">By how many points they score above (or below, negative) the others on the same submissions; null when they have scored too few to tell.</param>
internal sealed record ReviewerStrictness(Guid ReviewerId, int Scores, double? Strictness);

/// <param name="Adjusted">Null when scores were not adjusted.</param>
/// <param name="Spread">Standard deviation of the reviewers' scores; null with fewer than two.</param>
/// <param name="BestRank">The best rank it takes when any one reviewer is left out; null when it has no other reviewer.</param>
/// <param name="WorstRank">The worst one.</param>
internal sealed record RankedSubmission(
    Guid SubmissionId, int Scores, decimal Raw, int RawRank, decimal? Adjusted, int? AdjustedRank, decimal? Spread, decimal Lowest, decimal Highest, int? BestRank, int? WorstRank);

/// <param name="Submissions">By adjusted rank, or by raw rank when scores were not adjusted; equal scores have equal ranks.</param>
internal sealed record RankingTable(IReadOnlyList<RankedSubmission> Submissions, IReadOnlyList<ReviewerStrictness> Reviewers, NotAdjusted? WhyNotAdjusted);
