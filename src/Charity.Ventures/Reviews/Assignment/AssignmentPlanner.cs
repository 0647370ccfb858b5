namespace Charity.Ventures.Reviews.Assignment;

/// <summary>
/// Assigns reviewers to submissions by a flow of least cost. Always: nobody beyond their capacity, nobody twice, no forbidden pair,
/// what is kept stays. As many reviews as these allow; where they do not suffice, every submission lacks about the same. Then, in
/// this order of weight: reviewers who know the field, different fields within a submission, everybody loaded in proportion to
/// what they offered.
/// </summary>
/// <remarks>source -> submission -> (submission, what a reviewer is known for) -> reviewer -> sink; growing costs of parallel arcs make the balance.</remarks>
internal sealed class AssignmentPlanner
{
    /// <summary>No field in common.</summary>
    private const int StrangerCost = 40;

    /// <summary>Each further reviewer of a submission who is known for the same.</summary>
    private const int SameFieldCost = 12;

    /// <summary>The last free place of a reviewer; the first costs nothing.</summary>
    private const int FullLoadCost = 100;

    /// <summary>Above all that the others can cost together, so that no submission gets its second reviewer before another could get its first.</summary>
    internal const int NextReviewCost = 1_000;

    private readonly AssignmentProblem _problem;
    private readonly List<AssignableSubmission> _submissions;
    private readonly List<AssignableReviewer> _reviewers;
    private readonly Dictionary<Guid, int> _keptLoad;
    private readonly Dictionary<Guid, List<AssignableReviewer>> _keptReviewers;

    private AssignmentPlanner(AssignmentProblem problem)
    {
        _problem = problem;
        _submissions = [.. problem.Submissions.OrderBy(submission => submission.Id)];
        _reviewers = [.. problem.Reviewers.OrderBy(reviewer => reviewer.Id)];
        var byId = _reviewers.ToDictionary(reviewer => reviewer.Id);
        if (problem.Kept.Any(problem.Forbidden.Contains) || problem.Kept.Any(pair => !byId.ContainsKey(pair.ReviewerId)) || problem.Kept.Distinct().Count() != problem.Kept.Count)
        {
            throw new ArgumentException("What is kept must be allowed, of reviewers that are there, and each once.", nameof(problem));
        }

        _keptLoad = problem.Kept.GroupBy(pair => pair.ReviewerId).ToDictionary(pairs => pairs.Key, pairs => pairs.Count());
        _keptReviewers = problem.Kept.GroupBy(pair => pair.SubmissionId).ToDictionary(pairs => pairs.Key, pairs => pairs.Select(pair => byId[pair.ReviewerId]).ToList());
    }

    /// <exception cref="ArgumentException">Something is kept that is forbidden.</exception>
    public static AssignmentPlan Plan(AssignmentProblem problem) => new AssignmentPlanner(problem).Solve();

    internal static int CostOf(AssignableSubmission submission, AssignableReviewer reviewer) => submission.Fields.Intersect(reviewer.Fields).Any() ? 0 : StrangerCost;

    internal static int CostOfSameField(int already) => already * SameFieldCost;

    internal static int CostOfLoad(int already, int capacity) => already * FullLoadCost / capacity;

    private AssignmentPlan Solve()
    {
        var offers = _submissions.ConvertAll(Offers);
        var circles = offers.ConvertAll(offered => offered.GroupBy(KnownFor).Select(group => group.Key).ToList());
        var firstCircle = _submissions.Count + 2;
        var firstReviewer = firstCircle + circles.Sum(groups => groups.Count);
        var flow = new MinCostFlow(firstReviewer + _reviewers.Count);
        const int source = 0, sink = 1;
        var pairs = new List<(AssignmentPair Pair, int Arc)>();
        var places = _reviewers.Select((reviewer, index) => (reviewer.Id, Node: firstReviewer + index)).ToDictionary(place => place.Id, place => place.Node);
        var circle = firstCircle;
        for (var index = 0; index < _submissions.Count; index++)
        {
            var (submission, node) = (_submissions[index], index + 2);
            var kept = _keptReviewers.GetValueOrDefault(submission.Id, []);
            for (var had = kept.Count; had < _problem.Each; had++)
            {
                flow.AddArc(source, node, 1, had * NextReviewCost);
            }

            foreach (var group in circles[index])
            {
                var members = offers[index].FindAll(reviewer => KnownFor(reviewer) == group);
                var had = kept.Count(reviewer => KnownFor(reviewer) == group);
                for (var more = 0; more < Math.Min(members.Count, _problem.Each - kept.Count); more++)
                {
                    flow.AddArc(node, circle, 1, CostOfSameField(had + more));
                }

                pairs.AddRange(members.Select(reviewer => (new AssignmentPair(submission.Id, reviewer.Id), flow.AddArc(circle, places[reviewer.Id], 1, CostOf(submission, reviewer)))));
                circle++;
            }
        }

        foreach (var reviewer in _reviewers)
        {
            for (var had = _keptLoad.GetValueOrDefault(reviewer.Id); had < reviewer.Capacity; had++)
            {
                flow.AddArc(places[reviewer.Id], sink, 1, CostOfLoad(had, reviewer.Capacity));
            }
        }

        flow.Run(source, sink);
        return Describe([.. pairs.Where(pair => flow.FlowOn(pair.Arc) > 0).Select(pair => pair.Pair)], offers);
    }

    private List<AssignableReviewer> Offers(AssignableSubmission submission)
    {
        var kept = _keptReviewers.GetValueOrDefault(submission.Id, []);
        return _reviewers.FindAll(reviewer => !_problem.Forbidden.Contains(new AssignmentPair(submission.Id, reviewer.Id)) && !kept.Contains(reviewer));
    }

    private static string KnownFor(AssignableReviewer reviewer) => reviewer.Fields.Count > 0 ? reviewer.Fields[0] : string.Empty;

    private AssignmentPlan Describe(List<AssignmentPair> added, List<List<AssignableReviewer>> offers)
    {
        var submissions = _submissions.ToDictionary(submission => submission.Id);
        var reviewers = _reviewers.ToDictionary(reviewer => reviewer.Id);
        var ofProblem = _problem.Kept.Where(pair => submissions.ContainsKey(pair.SubmissionId)).ToHashSet();
        var load = _problem.Kept.Concat(added).GroupBy(pair => pair.ReviewerId).ToDictionary(pairs => pairs.Key, pairs => pairs.Count());
        var reviews = ofProblem.Concat(added).OrderBy(pair => pair.SubmissionId).ThenBy(pair => pair.ReviewerId)
            .Select(pair => new PlannedReview(
                pair, [.. submissions[pair.SubmissionId].Fields.Intersect(reviewers[pair.ReviewerId].Fields)], ofProblem.Contains(pair), load[pair.ReviewerId], reviewers[pair.ReviewerId].Capacity))
            .ToList();
        var counts = reviews.GroupBy(review => review.Pair.SubmissionId).ToDictionary(group => group.Key, group => group.Count());
        var shortfalls = _submissions
            .Select((submission, index) => (submission.Id, Missing: _problem.Each - counts.GetValueOrDefault(submission.Id), Allowed: offers[index].Count + _keptReviewers.GetValueOrDefault(submission.Id, []).Count))
            .Where(row => row.Missing > 0)
            .Select(row => new Shortfall(row.Id, row.Missing, row.Allowed < _problem.Each ? ShortfallReason.TooFewAllowed : ShortfallReason.NoCapacityLeft, row.Allowed))
            .ToList();
        return new AssignmentPlan(reviews, shortfalls);
    }
}
