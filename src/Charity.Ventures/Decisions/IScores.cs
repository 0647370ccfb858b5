namespace Charity.Ventures.Decisions;

/// <summary>What the written review says of a submission, in points of 100.</summary>
/// <param name="Raw">The mean of its reviewers' scores.</param>
/// <param name="Adjusted">The same with the reviewers' strictness taken out; null when there is too little to adjust by.</param>
/// <param name="Spread">The standard deviation between its reviewers; null with fewer than two.</param>
/// <param name="Criteria">The means by criterion, without the reviewers; the applicant's letter gives them.</param>
internal sealed record WrittenScore(decimal Raw, decimal? Adjusted, decimal? Spread, IReadOnlyList<CriterionMean> Criteria)
{
    /// <summary>The one that ranks.</summary>
    public decimal Counting => Adjusted ?? Raw;
}

/// <param name="Code">The criterion's code in the call's design.</param>
/// <param name="Points">Of the criterion's weight.</param>
internal sealed record CriterionMean(string Code, decimal Points);

/// <summary>The results of a call's written review.</summary>
internal interface IScores
{
    /// <summary>By submission; those without a locked review are left out.</summary>
    Task<IReadOnlyDictionary<Guid, WrittenScore>> OfCallAsync(Guid callId, CancellationToken cancellationToken);

    /// <summary>The accounts of those who scored in the call: they take no part in its decisions.</summary>
    Task<IReadOnlySet<Guid>> ScorersAsync(Guid callId, CancellationToken cancellationToken);
}
