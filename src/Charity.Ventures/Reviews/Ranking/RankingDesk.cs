namespace Charity.Ventures.Reviews.Ranking;

/// <summary>
/// Ranks submissions by the mean of their reviewers' scores, raw and adjusted for the reviewers' strictness, and says how firm a rank
/// is: what it becomes when any one reviewer is left out. Scores that look equal (two decimals) are equal; inside they are hundredths.
/// </summary>
internal static class RankingDesk
{
    private const int NoScore = int.MinValue;

    public static RankingTable Rank(IReadOnlyCollection<GivenScore> given)
    {
        var sheet = new ScoreSheet(given);
        var (strictness, why) = StrictnessModel.Fit(sheet, leftOut: -1, start: null);
        var raw = Means(sheet, null, -1);
        var adjusted = strictness is null ? null : Means(sheet, strictness, -1);
        var rawRanks = Ranks(raw);
        var adjustedRanks = adjusted is null ? null : Ranks(adjusted);
        var stability = Stability(sheet, strictness);
        var ranked = sheet.SubmissionIds.Select((id, index) =>
        {
            var scores = sheet.ScoresOf(index).ToArray();
            return new RankedSubmission(
                id, scores.Length, Score(raw[index]), rawRanks[index], adjusted is null ? null : Score(adjusted[index]), adjustedRanks?[index], Spread(scores),
                Score(Hundredths(scores.Min())), Score(Hundredths(scores.Max())), stability[index]?.Best, stability[index]?.Worst);
        });
        var counts = given.CountBy(score => score.ReviewerId).ToDictionary();
        return new RankingTable(
            [.. ranked.OrderBy(row => row.AdjustedRank ?? row.RawRank).ThenBy(row => row.RawRank).ThenBy(row => row.SubmissionId)],
            [.. sheet.ReviewerIds.Select((id, number) => new ReviewerStrictness(id, counts[id], strictness is not null && double.IsFinite(strictness[number]) ? strictness[number] : null))],
            why);
    }

    /// <summary>The best and the worst rank of each submission over all ways of leaving one reviewer out.</summary>
    private static (int Best, int Worst)?[] Stability(ScoreSheet sheet, double[]? everybody)
    {
        var range = new (int Best, int Worst)?[sheet.SubmissionIds.Count];
        for (var leftOut = 0; leftOut < sheet.ReviewerIds.Count; leftOut++)
        {
            // Without this reviewer there may be too little to adjust by; ranks of different kinds would not compare.
            var strictness = everybody is null ? null : StrictnessModel.Fit(sheet, leftOut, everybody).Strictness ?? everybody;
            var means = Means(sheet, strictness, leftOut);
            var ranks = Ranks(means);
            for (var index = 0; index < ranks.Length; index++)
            {
                if (means[index] != NoScore)
                {
                    range[index] = range[index] is (var best, var worst) ? (Math.Min(best, ranks[index]), Math.Max(worst, ranks[index])) : (ranks[index], ranks[index]);
                }
            }
        }

        return range;
    }

    /// <summary>In hundredths.</summary>
    private static int[] Means(ScoreSheet sheet, double[]? strictness, int leftOut)
    {
        var means = new int[sheet.SubmissionIds.Count];
        for (var submission = 0; submission < means.Length; submission++)
        {
            var reviewers = sheet.ReviewersOf(submission);
            var scores = sheet.ScoresOf(submission);
            var (sum, count) = (0.0, 0);
            for (var i = 0; i < reviewers.Length; i++)
            {
                if (reviewers[i] != leftOut)
                {
                    sum += scores[i] - (strictness is not null && double.IsFinite(strictness[reviewers[i]]) ? strictness[reviewers[i]] : 0);
                    count++;
                }
            }

            means[submission] = count == 0 ? NoScore : Hundredths(sum / count);
        }

        return means;
    }

    /// <summary>1 for the highest; equal ones share the rank and the next ones skip it.</summary>
    private static int[] Ranks(int[] scores)
    {
        var (sorted, order) = ((int[])scores.Clone(), Enumerable.Range(0, scores.Length).ToArray());
        Array.Sort(sorted, order);
        var ranks = new int[scores.Length];
        for (var place = sorted.Length - 1; place >= 0; place--)
        {
            ranks[order[place]] = place < sorted.Length - 1 && sorted[place] == sorted[place + 1] ? ranks[order[place + 1]] : sorted.Length - place;
        }

        return ranks;
    }

    private static decimal? Spread(double[] scores)
    {
        if (scores.Length < 2)
        {
            return null;
        }

        var mean = scores.Average();
        return Score(Hundredths(Math.Sqrt(scores.Sum(score => Math.Pow(score - mean, 2)) / (scores.Length - 1))));
    }

    private static int Hundredths(double score) => (int)Math.Round(score * 100, MidpointRounding.AwayFromZero);

    private static decimal Score(int hundredths) => hundredths / 100m;
}
