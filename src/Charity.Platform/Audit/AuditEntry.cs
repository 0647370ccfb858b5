using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Platform.Audit;

/// <summary>Who did what, when, from where, before and after. Only ever added, but for the name of somebody whose account is erased; secrets and encrypted fields never appear.</summary>
public sealed class AuditEntry
{
    public required Guid Id { get; init; }
    public required DateTime AtUtc { get; init; }
    public Guid? ActorId { get; init; }

    /// <summary>Empty when nobody was signed in, or when the account is erased by now.</summary>
    public required string ActorName { get; init; }
    public string? RemoteAddress { get; init; }
    public required string RequestId { get; init; }

    /// <summary>Verb and thing, e.g. <c>Fund.Changed</c>, <c>SignIn.Failed</c>.</summary>
    public required string Action { get; init; }
    public string? SubjectId { get; init; }

    /// <summary>The changed fields as JSON; null where there was nothing before.</summary>
    public string? Before { get; init; }
    public string? After { get; init; }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("Platform_AuditEntries");
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.ActorName).HasMaxLength(200);
        entry.Property(e => e.RemoteAddress).HasMaxLength(64);
        entry.Property(e => e.RequestId).HasMaxLength(64);
        entry.Property(e => e.Action).HasMaxLength(100);
        entry.Property(e => e.SubjectId).HasMaxLength(100);
        entry.HasIndex(e => e.AtUtc);
        entry.HasIndex(e => new { e.SubjectId, e.AtUtc });
    }
}

/// <summary>Changes of such an entity appear in the audit trail by themselves, field by field.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AuditedAttribute : Attribute;

/// <summary>The field is left out of the audit trail: a secret, or noise.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotAuditedAttribute : Attribute;
