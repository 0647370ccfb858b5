using Charity.Platform.Audit;

namespace Charity.Ventures.Reviewers;

/// <summary>
/// What keeps a reviewer away from everything an organisation submits. One row for the two; while it stands, nothing of the
/// organisation's is shown to, counted for or mailed to the reviewer.
/// </summary>
[Audited]
internal sealed class ReviewerConflict
{
    private ReviewerConflict()
    {
    }

    public Guid Id { get; private init; }
    public Guid ReviewerId { get; private init; }
    public Guid OrganisationId { get; private init; }
    public IReadOnlyList<ConflictReason> Reasons { get; private set; } = [];
    public DateTime FoundUtc { get; private set; }

    /// <summary>When an office has ruled it out; null while it stands.</summary>
    public DateTime? RuledOutUtc { get; private set; }
    public string? RuledOutByName { get; private set; }
    public string? RuledOutReason { get; private set; }
    public int Version { get; private set; }

    /// <summary>The same person, or their own word: no office can rule that out.</summary>
    public bool IsCertain => Reasons.Any(reason => reason.IsCertain);

    public static ReviewerConflict Find(Guid reviewerId, Guid organisationId, IReadOnlyList<ConflictReason> reasons, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        ReviewerId = reviewerId,
        OrganisationId = organisationId,
        Reasons = reasons,
        FoundUtc = now.UtcDateTime,
    };

    /// <summary>The search was made again. A reason nobody has looked at yet brings it back.</summary>
    /// <returns>True when it stands again.</returns>
    public bool FindAgain(IReadOnlyList<ConflictReason> reasons, DateTimeOffset now)
    {
        if (reasons.SequenceEqual(Reasons))
        {
            return false;
        }

        var returns = RuledOutUtc is not null && reasons.Except(Reasons).Any();
        Reasons = reasons;
        Version++;
        if (returns)
        {
            (RuledOutUtc, RuledOutByName, RuledOutReason, FoundUtc) = (null, null, null, now.UtcDateTime);
        }

        return returns;
    }

    public void RuleOut(string byName, string reason, DateTimeOffset now)
    {
        if (IsCertain)
        {
            throw new InvalidOperationException("A certain conflict cannot be ruled out.");
        }

        (RuledOutUtc, RuledOutByName, RuledOutReason) = (now.UtcDateTime, byName, reason);
        Version++;
    }
}
