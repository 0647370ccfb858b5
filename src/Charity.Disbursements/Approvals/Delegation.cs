using Charity.Platform.Audit;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Disbursements.Approvals;

/// <summary>Somebody lets a colleague approve in their place for some days (授权代批). What the colleague approves is signed by both names.</summary>
[Audited]
internal sealed class Delegation
{
    private Delegation()
    {
    }

    public Guid Id { get; private init; }
    public Guid FromId { get; private init; }
    public string FromName { get; private init; } = string.Empty;
    public Guid ToId { get; private init; }
    public string ToName { get; private init; } = string.Empty;

    /// <summary>The first and the last day.</summary>
    public DateOnly FromDay { get; private init; }
    public DateOnly UntilDay { get; private init; }
    public string Reason { get; private init; } = string.Empty;
    public DateTime MadeUtc { get; private init; }
    public DateTime? RevokedUtc { get; private set; }

    public bool IsIn(DateOnly today) => RevokedUtc is null && FromDay <= today && today <= UntilDay;

    public static Delegation Of((Guid Id, string Name) from, (Guid Id, string Name) to, DateOnly fromDay, DateOnly untilDay, string reason, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), FromId = from.Id, FromName = from.Name, ToId = to.Id, ToName = to.Name, FromDay = fromDay, UntilDay = untilDay, Reason = reason, MadeUtc = now.UtcDateTime,
    };

    public void Revoke(DateTime nowUtc) => RevokedUtc ??= nowUtc;
}

internal sealed class DelegationConfiguration : IEntityTypeConfiguration<Delegation>
{
    public void Configure(EntityTypeBuilder<Delegation> delegation)
    {
        delegation.ToTable("Disbursements_Delegations");
        delegation.Property(d => d.Id).ValueGeneratedNever();
        delegation.Property(d => d.FromName).HasMaxLength(200);
        delegation.Property(d => d.ToName).HasMaxLength(200);
        delegation.Property(d => d.Reason).HasMaxLength(200);
        delegation.HasIndex(d => new { d.ToId, d.UntilDay });
        delegation.HasIndex(d => d.FromId);
    }
}
