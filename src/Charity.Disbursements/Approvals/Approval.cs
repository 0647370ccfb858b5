using Charity.Platform.Audit;

namespace Charity.Disbursements.Approvals;

/// <summary>One person's approval of exactly one content; never deleted, only invalidated.</summary>
[Audited]
internal sealed class Approval
{
    private Approval()
    {
    }

    public Guid Id { get; private init; }
    public Guid RequestId { get; private init; }

    /// <summary>Which step of the rule, from 1.</summary>
    public int Step { get; private init; }
    public Guid ById { get; private init; }
    public string ByName { get; private init; } = string.Empty;

    /// <summary>In whose place, by a delegation; null for one's own right.</summary>
    public Guid? InPlaceOfId { get; private init; }
    public string? InPlaceOfName { get; private init; }
    public DateTime AtUtc { get; private init; }

    /// <summary>Of what was approved.</summary>
    public string Sha256 { get; private init; } = string.Empty;
    public DateTime? InvalidatedUtc { get; private set; }
    public string? InvalidReason { get; private set; }

    public static Approval Of(Guid requestId, int step, Guid byId, string byName, Delegation? delegation, string sha256, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), RequestId = requestId, Step = step, ById = byId, ByName = byName, InPlaceOfId = delegation?.FromId, InPlaceOfName = delegation?.FromName, Sha256 = sha256,
        AtUtc = now.UtcDateTime,
    };

    /// <summary>Whether it is somebody's, given by themselves or in their place.</summary>
    public bool IsBy(Guid? userId) => ById == userId || (InPlaceOfId is not null && InPlaceOfId == userId);

    internal void Invalidate(string reason, DateTimeOffset now) => (InvalidatedUtc, InvalidReason) = (now.UtcDateTime, reason);
}
