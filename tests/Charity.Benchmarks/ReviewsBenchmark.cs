using System.Diagnostics;
using Charity.Tests.Support;
using Charity.Ventures.Reviews.Assignment;
using Charity.Ventures.Reviews.Ranking;

namespace Charity.Benchmarks;

/// <summary>Assigning five reviewers each to a thousand submissions with all constraints kept, and ranking them, against sorting all pairs in the same run.</summary>
internal static class ReviewsBenchmark
{
    private const int Submissions = 1_000;
    private const int Each = 5;
    private static readonly TimeSpan AssignmentLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RankingLimit = TimeSpan.FromSeconds(1);
    private static readonly string[] Fields = ["elderly", "children", "disability", "families", "community", "health", "youth", "volunteers"];

    public static async Task<int> RunAsync()
    {
        var held = true;
        foreach (var reviewers in (int[])[60, 200, 400])
        {
            held &= Measure(reviewers);
        }

        held &= await QueueBenchmark.RunAsync(DatabaseKind.Sqlite);
        if (TestRequirements.Postgres is { Length: > 0 })
        {
            held &= await QueueBenchmark.RunAsync(DatabaseKind.Postgres);
        }

        return held ? 0 : 1;
    }

    private static bool Measure(int reviewers)
    {
        var random = new Random(reviewers);
        var problem = Problem(random, reviewers);
        AssignmentPlanner.Plan(problem with { Submissions = [.. problem.Submissions.Take(50)], Kept = [] });
        var sorting = Time(() => SortPairs(random, Submissions * reviewers));
        AssignmentPlan plan = null!;
        var assigning = Time(() => plan = AssignmentPlanner.Plan(problem));
        var given = plan.Reviews.Select(review => new GivenScore(review.Pair.SubmissionId, review.Pair.ReviewerId, random.Next(40, 100))).ToList();
        RankingDesk.Rank([.. given.Take(500)]);
        RankingTable table = null!;
        var ranking = Time(() => table = RankingDesk.Rank(given));
        var kept = Keeps(problem, plan) && table.Submissions.Count == plan.Reviews.Select(review => review.Pair.SubmissionId).Distinct().Count();
        var held = kept && assigning < AssignmentLimit && ranking < RankingLimit;
        Machine.Say($"{reviewers,4} reviewers: {plan.Reviews.Count:N0} reviews assigned in {assigning.TotalMilliseconds:N0} ms ({assigning / sorting:0.0} times sorting the pairs; limit {AssignmentLimit.TotalSeconds} s), constraints {(kept ? "kept" : "BROKEN")}, loads {Loads(plan)}, {Strangers(plan):P1} outside their fields");
        Machine.Say($"{reviewers,4} reviewers: ranked in {ranking.TotalMilliseconds:N0} ms ({ranking / sorting:0.0} times; limit {RankingLimit.TotalSeconds} s), {(table.WhyNotAdjusted is null ? "adjusted" : "not adjusted")}: {(held ? "held" : "BROKEN")}");
        return held;
    }

    private static AssignmentProblem Problem(Random random, int reviewers)
    {
        var submissions = Enumerable.Range(0, Submissions).Select(_ => new AssignableSubmission(Guid.CreateVersion7(), [Fields[random.Next(Fields.Length)]])).ToList();
        var people = Enumerable.Range(0, reviewers)
            .Select(_ => new AssignableReviewer(Guid.CreateVersion7(), (Submissions * Each / reviewers) + random.Next(2, 12), [.. Fields.OrderBy(_ => random.Next()).Take(random.Next(1, 4))]))
            .ToList();
        var forbidden = submissions.SelectMany(submission => people.Where(_ => random.Next(20) == 0).Select(reviewer => new AssignmentPair(submission.Id, reviewer.Id))).ToHashSet();
        var kept = submissions.Take(50).Select((submission, index) => new AssignmentPair(submission.Id, people[index % reviewers].Id)).Where(pair => !forbidden.Contains(pair)).ToList();
        return new AssignmentProblem(submissions, people, Each, forbidden, kept);
    }

    private static bool Keeps(AssignmentProblem problem, AssignmentPlan plan)
    {
        var pairs = plan.Reviews.Select(review => review.Pair).ToHashSet();
        var capacity = problem.Reviewers.ToDictionary(reviewer => reviewer.Id, reviewer => reviewer.Capacity);
        return pairs.Count == plan.Reviews.Count && pairs.Count + plan.Shortfalls.Sum(shortfall => shortfall.Missing) == problem.Submissions.Count * Each
            && !pairs.Overlaps(problem.Forbidden) && pairs.IsSupersetOf(problem.Kept)
            && pairs.GroupBy(pair => pair.ReviewerId).All(group => group.Count() <= capacity[group.Key])
            && pairs.GroupBy(pair => pair.SubmissionId).All(group => group.Count() <= Each);
    }

    private static string Loads(AssignmentPlan plan)
    {
        var shares = plan.Reviews.DistinctBy(review => review.Pair.ReviewerId).Select(review => 100 * review.Load / review.Capacity).ToList();
        return FormattableString.Invariant($"{shares.Min()} to {shares.Max()} %");
    }

    private static double Strangers(AssignmentPlan plan) => plan.Reviews.Count(review => review.Matched.Count == 0) / (double)plan.Reviews.Count;

    private static void SortPairs(Random random, int count) => Array.Sort(Enumerable.Range(0, count).Select(_ => random.Next()).ToArray());

    private static TimeSpan Time(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started);
    }
}
