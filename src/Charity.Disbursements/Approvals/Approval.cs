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
    public DateTime AtUtc { get; private init; }

    /// <summary>Of what was approved.</summary>
    public string Sha256 { get; private init; } = string.Empty;
    public DateTime? InvalidatedUtc { get; private set; }
    public string? InvalidReason { get; private set; }

    public static Approval Of(Guid requestId, int step, Guid byId, string byName, string sha256, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), RequestId = requestId, Step = step, ById = byId, ByName = byName, Sha256 = sha256, AtUtc = now.UtcDateTime };

    internal void Invalidate(string reason, DateTimeOffset now) => (InvalidatedUtc, InvalidReason) = (now.UtcDateTime, reason);
}
