using Charity.Ventures.Reviews.Ranking;

namespace Charity.Tests.Ventures.Reviews;

public sealed class RankingTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Fact]
    public void Score_WithACriterionThatDoesNotApply_LetsTheOthersCarryItsWeight()
    {
        Assert.Equal(85m, WeightedMark.Score([new(50, 90), new(50, 80)]));
        Assert.Equal(90m, WeightedMark.Score([new(50, 90), new(50, null)]));
        Assert.Equal(45m, WeightedMark.Score([new(50, 90), new(50, 0)]));
        Assert.Null(WeightedMark.Score([new(50, null), new(50, null)]));
    }

    [Fact]
    public void Rank_OfAKnownExample_GivesMeansSpreadAndSharedRanks()
    {
        var (first, second, third) = (Id(1), Id(2), Id(3));
        var table = RankingDesk.Rank([
            new(first, Id(11), 80), new(first, Id(12), 90), new(second, Id(11), 85), new(second, Id(12), 85), new(third, Id(11), 60), new(third, Id(12), 70),
        ]);

        Assert.Equal(NotAdjusted.TooFewScores, table.WhyNotAdjusted);
        Assert.Equal(
            [(first, 85m, 1, (decimal?)7.07m, 80m, 90m), (second, 85m, 1, 0m, 85m, 85m), (third, 65m, 3, 7.07m, 60m, 70m)],
            table.Submissions.Select(row => (row.SubmissionId, row.Raw, row.RawRank, row.Spread, row.Lowest, row.Highest)));
        Assert.All(table.Submissions, row => Assert.Null(row.Adjusted));

        // Without the second reviewer the second submission leads; without the first the first one does.
        Assert.Equal([(1, 2), (1, 2), (3, 3)], table.Submissions.Select(row => (row.BestRank!.Value, row.WorstRank!.Value)));
    }

    [Fact]
    public void Rank_WithOneStrictReviewer_MendsWhatChanceOfAssignmentDid()
    {
        // The better submissions happened to get the strict reviewer.
        var (mild, other, strict) = (Id(11), Id(12), Id(13));
        var given = new List<GivenScore>();
        for (var n = 1; n <= 12; n++)
        {
            var worth = 60 + (2 * n);
            given.Add(new(Id(n + 100), mild, worth));
            given.Add(n % 2 == 0 ? new(Id(n + 100), strict, worth - 10) : new(Id(n + 100), other, worth));
        }

        var table = RankingDesk.Rank(given);

        Assert.Null(table.WhyNotAdjusted);
        Assert.Equal(Enumerable.Range(1, 12).Reverse().Select(n => Id(n + 100)), table.Submissions.Select(row => row.SubmissionId));
        Assert.NotEqual(Enumerable.Range(1, 12), table.Submissions.Select(row => row.RawRank));
        var byReviewer = table.Reviewers.ToDictionary(reviewer => reviewer.ReviewerId, reviewer => reviewer.Strictness!.Value);
        Assert.Equal(10, byReviewer[mild] - byReviewer[strict], 6);
        Assert.Equal(0, byReviewer[mild] - byReviewer[other], 6);
        Assert.Equal(given.Average(score => score.Score), given.Average(score => score.Score - byReviewer[score.ReviewerId]), 6);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Rank_WhenOneReviewerScoresAllLower_KeepsTheAdjustedOrder(int seed)
    {
        var given = Any(new Random(seed), submissions: 40, reviewers: 10, each: 4);
        var strict = given[seed % given.Count].ReviewerId;

        var before = RankingDesk.Rank(given);
        var after = RankingDesk.Rank(given.ConvertAll(score => score.ReviewerId == strict ? score with { Score = score.Score - 17.5 } : score));

        Assert.Null(before.WhyNotAdjusted);
        var shift = after.Submissions.ToDictionary(row => row.SubmissionId, row => row.Adjusted!.Value);
        Assert.All(before.Submissions, row => Assert.InRange(shift[row.SubmissionId] - row.Adjusted!.Value - (shift[before.Submissions[0].SubmissionId] - before.Submissions[0].Adjusted!.Value), -0.02m, 0.02m));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Rank_OfAnyScores_HoldsItsWord(int seed)
    {
        var given = Any(new Random(seed), submissions: 30, reviewers: 8, each: 3);

        var table = RankingDesk.Rank(given);

        Assert.Equal(given.Select(score => score.SubmissionId).Distinct().Count(), table.Submissions.Count);
        Assert.All(table.Submissions, row =>
        {
            Assert.Equal(1 + table.Submissions.Count(other => other.Raw > row.Raw), row.RawRank);
            Assert.Equal(1 + table.Submissions.Count(other => other.Adjusted > row.Adjusted), row.AdjustedRank);
            Assert.InRange(row.Raw, row.Lowest, row.Highest);
            Assert.True(row.BestRank <= row.WorstRank);
        });

        // What nobody changes when it is left out is the same table.
        Assert.Equal(table.Submissions, RankingDesk.Rank([.. given.AsEnumerable().Reverse()]).Submissions);
    }

    [Fact]
    public void Rank_WhereReviewersHaveNothingInCommon_SaysWhyItDoesNotAdjust()
    {
        var given = new List<GivenScore>();
        for (var n = 1; n <= 12; n++)
        {
            var group = n % 2 * 10;
            given.Add(new(Id(n + 100), Id(group + 1), 70));
            given.Add(new(Id(n + 100), Id(group + 2), 80));
        }

        Assert.Equal(NotAdjusted.SeparateGroups, RankingDesk.Rank(given).WhyNotAdjusted);
    }

    [Fact]
    public void Rank_WithAReviewerOfFewScores_LeavesThemAsTheyAre()
    {
        var given = Any(new Random(7), submissions: 30, reviewers: 6, each: 3);
        var guest = Id(999);
        given.Add(new(given[0].SubmissionId, guest, 3));

        var table = RankingDesk.Rank(given);

        Assert.Null(table.WhyNotAdjusted);
        Assert.Null(table.Reviewers.Single(reviewer => reviewer.ReviewerId == guest).Strictness);
    }

    [Fact]
    public void Rank_OfNothing_IsEmpty() => Assert.Empty(RankingDesk.Rank([]).Submissions);

    private static List<GivenScore> Any(Random random, int submissions, int reviewers, int each) =>
    [
        .. Enumerable.Range(1, submissions).SelectMany(n => Enumerable.Range(1, reviewers).OrderBy(_ => random.Next()).Take(each)
            .Select(reviewer => new GivenScore(Id(n + 100), Id(reviewer), random.Next(40, 100)))),
    ];

    private static Guid Id(int n) => new(n, 0, 0, new byte[8]);
}
