namespace Charity.Ventures.Reviews.Assignment;

/// <param name="Capacity">The most submissions they take, those they have already included.</param>
/// <param name="Fields">Codes of what they know well; the first is what they are known for.</param>
internal sealed record AssignableReviewer(Guid Id, int Capacity, IReadOnlyList<string> Fields);

/// <param name="Fields">Codes of what it is about; empty when it does not say.</param>
internal sealed record AssignableSubmission(Guid Id, IReadOnlyList<string> Fields);

internal readonly record struct AssignmentPair(Guid SubmissionId, Guid ReviewerId);

/// <summary>Who is to review what.</summary>
/// <param name="Each">Reviewers for each submission.</param>
/// <param name="Forbidden">Never together: conflicts of interest, areas the reviewer stays away from, reviews that ended.</param>
/// <param name="Kept">Assigned already; stays, and counts.</param>
internal sealed record AssignmentProblem(
    IReadOnlyCollection<AssignableSubmission> Submissions, IReadOnlyCollection<AssignableReviewer> Reviewers, int Each, IReadOnlySet<AssignmentPair> Forbidden, IReadOnlyCollection<AssignmentPair> Kept);

/// <summary>One pair and why: what both have in common and how much the reviewer has.</summary>
/// <param name="Matched">Codes of the fields both have.</param>
/// <param name="IsKept">Was there before.</param>
/// <param name="Load">The reviewer's submissions with the whole plan carried out.</param>
internal sealed record PlannedReview(AssignmentPair Pair, IReadOnlyList<string> Matched, bool IsKept, int Load, int Capacity);

internal enum ShortfallReason
{
    /// <summary>Fewer reviewers than wanted may see it at all.</summary>
    TooFewAllowed,

    /// <summary>Enough may see it, but they have no room left.</summary>
    NoCapacityLeft,
}

/// <summary>A submission that gets fewer reviewers than it should.</summary>
/// <param name="Allowed">How many reviewers may see it.</param>
internal sealed record Shortfall(Guid SubmissionId, int Missing, ShortfallReason Reason, int Allowed);

/// <param name="Reviews">By submission, then by reviewer.</param>
internal sealed record AssignmentPlan(IReadOnlyList<PlannedReview> Reviews, IReadOnlyList<Shortfall> Shortfalls);
