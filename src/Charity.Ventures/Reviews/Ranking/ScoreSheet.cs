namespace Charity.Ventures.Reviews.Ranking;

/// <summary>All scores, submission by submission, as arrays: they are read over and over, once for every reviewer that is left out.</summary>
internal sealed class ScoreSheet
{
    private readonly int[] _first;
    private readonly int[] _reviewer;
    private readonly double[] _score;

    public ScoreSheet(IReadOnlyCollection<GivenScore> given)
    {
        ReviewerIds = [.. given.Select(score => score.ReviewerId).Distinct().Order()];
        var numbers = ReviewerIds.Select((id, number) => (id, number)).ToDictionary(pair => pair.id, pair => pair.number);
        var ordered = given.OrderBy(score => score.SubmissionId).ThenBy(score => score.ReviewerId).ToList();
        SubmissionIds = [.. ordered.Select(score => score.SubmissionId).Distinct()];
        _reviewer = [.. ordered.Select(score => numbers[score.ReviewerId])];
        _score = [.. ordered.Select(score => score.Score)];
        _first = [.. SubmissionIds.Select(id => ordered.FindIndex(score => score.SubmissionId == id)), ordered.Count];
    }

    public IReadOnlyList<Guid> ReviewerIds { get; }

    public IReadOnlyList<Guid> SubmissionIds { get; }

    /// <summary>Who scored the submission, by their numbers.</summary>
    public ReadOnlySpan<int> ReviewersOf(int submission) => _reviewer.AsSpan(_first[submission].._first[submission + 1]);

    /// <summary>What they gave, in the same order.</summary>
    public ReadOnlySpan<double> ScoresOf(int submission) => _score.AsSpan(_first[submission].._first[submission + 1]);
}
