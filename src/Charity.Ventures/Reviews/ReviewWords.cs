using System.Globalization;
using Charity.Ventures.Reviews.Assignment;
using Charity.Ventures.Reviews.Ranking;

namespace Charity.Ventures.Reviews;

/// <summary>English texts, the keys of their translations, and how scores are written.</summary>
internal static class ReviewWords
{
    /// <summary>The badge's class.</summary>
    public static string Badge(string state) => state switch
    {
        ReviewProcess.Locked => "badge-success",
        ReviewProcess.Draft => "badge-info",
        ReviewProcess.Assigned => "badge-warning",
        _ => "badge-quiet",
    };

    public static string Of(NotAdjusted reason) => reason switch
    {
        NotAdjusted.TooFewScores => "Scores are not adjusted: the reviewers have scored too few submissions together to tell who is strict.",
        NotAdjusted.SeparateGroups => "Scores are not adjusted: the reviewers fall into groups that have no submission in common, so nobody can tell whether one group is stricter.",
        _ => throw new InvalidOperationException($"Unknown reason {reason}."),
    };

    public static string Of(ShortfallReason reason) => reason switch
    {
        ShortfallReason.TooFewAllowed => "{0} missing: only {1} reviewers have no conflict of interest and serve the area.",
        ShortfallReason.NoCapacityLeft => "{0} missing: of the {1} reviewers who may, none has room left.",
        _ => throw new InvalidOperationException($"Unknown reason {reason}."),
    };

    public static string Score(decimal? score) => score?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";
}
