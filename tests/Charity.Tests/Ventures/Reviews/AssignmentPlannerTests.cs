using Charity.Ventures.Reviews.Assignment;

namespace Charity.Tests.Ventures.Reviews;

public sealed class AssignmentPlannerTests
{
    private static readonly string[] Fields = ["elderly", "children", "disability"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory, MemberData(nameof(Seeds))]
    public void Plan_OfAnyProblem_KeepsEveryConstraint(int seed)
    {
        var problem = Any(new Random(seed), submissions: 25, reviewers: 9, mostCapacity: 12);

        var plan = AssignmentPlanner.Plan(problem);

        var pairs = plan.Reviews.Select(review => review.Pair).ToList();
        Assert.Equal(pairs.Count, pairs.Distinct().Count());
        Assert.DoesNotContain(pairs, problem.Forbidden.Contains);
        Assert.All(problem.Kept, pair => Assert.Contains(pair, pairs));
        Assert.All(problem.Reviewers, reviewer => Assert.InRange(pairs.Count(pair => pair.ReviewerId == reviewer.Id), 0, reviewer.Capacity));
        Assert.All(problem.Submissions, submission =>
        {
            var count = pairs.Count(pair => pair.SubmissionId == submission.Id);
            Assert.InRange(count, 0, problem.Each);
            Assert.Equal(problem.Each - count, plan.Shortfalls.SingleOrDefault(shortfall => shortfall.SubmissionId == submission.Id)?.Missing ?? 0);
        });
        Assert.All(plan.Reviews, review =>
        {
            Assert.Equal(pairs.Count(pair => pair.ReviewerId == review.Pair.ReviewerId), review.Load);
            Assert.Equal(problem.Kept.Contains(review.Pair), review.IsKept);
        });
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Plan_OfATinyProblem_IsAsGoodAsTheBestOfAllPlans(int seed)
    {
        var problem = Any(new Random(seed), submissions: 3, reviewers: 4, mostCapacity: 3);

        var plan = AssignmentPlanner.Plan(problem);

        Assert.Equal(BestOfAll(problem), Value(problem, [.. plan.Reviews.Select(review => review.Pair)]));
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Plan_OfTheSameProblemInAnotherOrder_IsTheSame(int seed)
    {
        var random = new Random(seed);
        var problem = Any(random, submissions: 12, reviewers: 8, mostCapacity: 8);
        var shuffled = problem with { Submissions = [.. problem.Submissions.OrderBy(_ => random.Next())], Reviewers = [.. problem.Reviewers.OrderBy(_ => random.Next())] };

        Assert.Equal(AssignmentPlanner.Plan(problem).Reviews.Select(review => review.Pair), AssignmentPlanner.Plan(shuffled).Reviews.Select(review => review.Pair));
    }

    [Fact]
    public void Plan_WhereNothingSpeaksAgainstIt_LoadsEverybodyTheSame()
    {
        var problem = new AssignmentProblem(Submissions(30), [.. Enumerable.Range(0, 7).Select(_ => Reviewer(40))], 3, Set(), []);

        var loads = AssignmentPlanner.Plan(problem).Reviews.GroupBy(review => review.Pair.ReviewerId).Select(group => group.Count()).ToList();

        Assert.Equal((7, 90), (loads.Count, loads.Sum()));
        Assert.InRange(loads.Max() - loads.Min(), 0, 1);
    }

    [Fact]
    public void Plan_WithExpertsOfTheField_TakesThemAndSaysSo()
    {
        var (elderly, children) = (Reviewer(5, "elderly"), Reviewer(5, "children", "elderly"));
        var submission = new AssignableSubmission(Guid.CreateVersion7(), ["elderly"]);
        var problem = new AssignmentProblem([submission], [Reviewer(5, "disability"), elderly, Reviewer(5), children], 2, Set(), []);

        var plan = AssignmentPlanner.Plan(problem);

        Assert.Equal(new[] { elderly.Id, children.Id }.Order(), plan.Reviews.Select(review => review.Pair.ReviewerId).Order());
        Assert.All(plan.Reviews, review => Assert.Equal(("elderly", 1, 5), (Assert.Single(review.Matched), review.Load, review.Capacity)));
    }

    [Fact]
    public void Plan_WithSeveralExpertsOfTheField_MixesWhatTheyAreKnownFor()
    {
        var other = Reviewer(5, "children", "elderly");
        var submission = new AssignableSubmission(Guid.CreateVersion7(), ["elderly"]);
        var problem = new AssignmentProblem([submission], [Reviewer(5, "elderly"), Reviewer(5, "elderly"), Reviewer(5, "elderly"), other], 2, Set(), []);

        Assert.Contains(AssignmentPlanner.Plan(problem).Reviews, review => review.Pair.ReviewerId == other.Id);
    }

    [Fact]
    public void Plan_WithTooFewPlaces_LetsEverySubmissionLackTheSame()
    {
        var problem = new AssignmentProblem(Submissions(10), [Reviewer(5), Reviewer(5), Reviewer(5)], 3, Set(), []);

        var plan = AssignmentPlanner.Plan(problem);

        Assert.Equal(15, plan.Reviews.Count);
        Assert.Equal(10, plan.Shortfalls.Count);
        Assert.All(plan.Shortfalls, shortfall =>
        {
            Assert.InRange(shortfall.Missing, 1, 2);
            Assert.Equal((ShortfallReason.NoCapacityLeft, 3), (shortfall.Reason, shortfall.Allowed));
        });
    }

    [Fact]
    public void Plan_WhereEverybodyHasAConflict_SaysThatNobodyMaySeeIt()
    {
        var submissions = Submissions(2);
        AssignableReviewer[] reviewers = [Reviewer(5), Reviewer(5)];
        var problem = new AssignmentProblem(submissions, reviewers, 1, Set([.. reviewers.Select(reviewer => new AssignmentPair(submissions[0].Id, reviewer.Id))]), []);

        var plan = AssignmentPlanner.Plan(problem);

        Assert.Equal(new Shortfall(submissions[0].Id, 1, ShortfallReason.TooFewAllowed, 0), Assert.Single(plan.Shortfalls));
        Assert.Equal(submissions[1].Id, Assert.Single(plan.Reviews).Pair.SubmissionId);
    }

    [Fact]
    public void Plan_WithSomethingKeptThatIsForbidden_IsAnError()
    {
        var (submission, reviewer) = (Submissions(1)[0], Reviewer(3));
        AssignmentPair pair = new(submission.Id, reviewer.Id);

        Assert.Throws<ArgumentException>(() => AssignmentPlanner.Plan(new AssignmentProblem([submission], [reviewer], 1, Set(pair), [pair])));
    }

    internal static AssignmentProblem Any(Random random, int submissions, int reviewers, int mostCapacity)
    {
        var theirs = Enumerable.Range(0, submissions).Select(_ => new AssignableSubmission(Guid.CreateVersion7(), Some(random))).ToList();
        var people = Enumerable.Range(0, reviewers).Select(_ => new AssignableReviewer(Guid.CreateVersion7(), random.Next(1, mostCapacity + 1), Some(random))).ToList();
        var pairs = theirs.SelectMany(submission => people.Select(reviewer => new AssignmentPair(submission.Id, reviewer.Id))).ToList();
        var forbidden = pairs.Where(_ => random.Next(5) == 0).ToHashSet();
        var each = random.Next(1, 4);
        var kept = new List<AssignmentPair>();
        foreach (var pair in pairs.Where(pair => !forbidden.Contains(pair) && random.Next(8) == 0))
        {
            if (kept.Count(other => other.SubmissionId == pair.SubmissionId) < each && kept.Count(other => other.ReviewerId == pair.ReviewerId) < people.Find(reviewer => reviewer.Id == pair.ReviewerId)!.Capacity)
            {
                kept.Add(pair);
            }
        }

        return new AssignmentProblem(theirs, people, each, forbidden, kept);
    }

    /// <summary>The most reviews and the least cost over every set of pairs that keeps the constraints.</summary>
    private static (int Reviews, int Cost) BestOfAll(AssignmentProblem problem)
    {
        var free = problem.Submissions.SelectMany(submission => problem.Reviewers.Select(reviewer => new AssignmentPair(submission.Id, reviewer.Id)))
            .Where(pair => !problem.Forbidden.Contains(pair) && !problem.Kept.Contains(pair))
            .ToList();
        var best = (Reviews: -1, Cost: 0);
        for (var chosen = 0; chosen < 1 << free.Count; chosen++)
        {
            List<AssignmentPair> pairs = [.. problem.Kept, .. free.Where((_, index) => (chosen >> index & 1) == 1)];
            if (problem.Reviewers.All(reviewer => pairs.Count(pair => pair.ReviewerId == reviewer.Id) <= reviewer.Capacity)
                && problem.Submissions.All(submission => pairs.Count(pair => pair.SubmissionId == submission.Id) <= problem.Each)
                && Value(problem, pairs) is var value && (value.Reviews > best.Reviews || (value.Reviews == best.Reviews && value.Cost < best.Cost)))
            {
                best = value;
            }
        }

        return best;
    }

    private static (int Reviews, int Cost) Value(AssignmentProblem problem, List<AssignmentPair> pairs)
    {
        var people = problem.Reviewers.ToDictionary(reviewer => reviewer.Id);
        var cost = 0;
        foreach (var submission in problem.Submissions)
        {
            var theirs = pairs.Where(pair => pair.SubmissionId == submission.Id).Select(pair => people[pair.ReviewerId]).ToList();
            cost += theirs.Sum(reviewer => AssignmentPlanner.CostOf(submission, reviewer));
            cost += Enumerable.Range(0, theirs.Count).Sum(had => had * AssignmentPlanner.NextReviewCost);
            cost += theirs.GroupBy(reviewer => reviewer.Fields.FirstOrDefault() ?? string.Empty).Sum(group => Enumerable.Range(0, group.Count()).Sum(AssignmentPlanner.CostOfSameField));
        }

        cost += problem.Reviewers.Sum(reviewer => Enumerable.Range(0, pairs.Count(pair => pair.ReviewerId == reviewer.Id)).Sum(had => AssignmentPlanner.CostOfLoad(had, reviewer.Capacity)));
        return (pairs.Count, cost);
    }

    private static List<string> Some(Random random) => [.. Fields.Where(_ => random.Next(2) == 0).OrderBy(_ => random.Next())];

    private static List<AssignableSubmission> Submissions(int count) => [.. Enumerable.Range(0, count).Select(_ => new AssignableSubmission(Guid.CreateVersion7(), []))];

    private static AssignableReviewer Reviewer(int capacity, params string[] fields) => new(Guid.CreateVersion7(), capacity, fields);

    private static HashSet<AssignmentPair> Set(params AssignmentPair[] pairs) => [.. pairs];
}
