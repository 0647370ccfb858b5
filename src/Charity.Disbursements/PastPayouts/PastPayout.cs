using Charity.Platform.Data;
using Charity.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Disbursements.PastPayouts;

/// <summary>A row of an earlier year's list: what was received for a project and what of it was paid, before this site kept the books. It never changes.</summary>
internal sealed class PastPayout
{
    private PastPayout()
    {
    }

    /// <summary>Made of year, programme, project and organisation: the same row is the same payout.</summary>
    public Guid Id { get; private init; }
    public int Year { get; private init; }

    /// <summary>Within its year, from 1.</summary>
    public int Number { get; private init; }
    public string Title { get; private init; } = string.Empty;
    public string Organisation { get; private init; } = string.Empty;
    public string Programme { get; private init; } = string.Empty;
    public string? StreetCode { get; private init; }
    public ProjectStanding Standing { get; private init; }
    public long ReceivedMinor { get; private init; }
    public long PaidMinor { get; private init; }

    /// <summary>Why the rest is not paid, and who has to see to it, as the list says.</summary>
    public string Reason { get; private init; } = string.Empty;
    public string Owner { get; private init; } = string.Empty;
    public string ImportedByName { get; private init; } = string.Empty;
    public DateTime ImportedUtc { get; private init; }

    public string Code => FormattableString.Invariant($"{Year}-{Number:000}");

    public static PastPayout Of(PastRow row, int number, string byName, DateTimeOffset now) => new()
    {
        Id = row.Id, Year = row.Year, Number = number, Title = row.Title, Organisation = row.Organisation, Programme = row.Programme, StreetCode = row.StreetCode, Standing = row.Standing,
        ReceivedMinor = row.ReceivedMinor, PaidMinor = row.PaidMinor, Reason = row.Reason, Owner = row.Owner, ImportedByName = byName, ImportedUtc = now.UtcDateTime,
    };

    /// <summary>Whether a row says of its figures what is known.</summary>
    public bool Says(PastRow row) => (Standing, ReceivedMinor, PaidMinor) == (row.Standing, row.ReceivedMinor, row.PaidMinor);
}

internal sealed class PastPayoutConfiguration : IEntityTypeConfiguration<PastPayout>
{
    public void Configure(EntityTypeBuilder<PastPayout> payout)
    {
        payout.ToTable("Disbursements_PastPayouts", table => table.HasCheckConstraint("CK_Disbursements_PastPayouts_Paid", "\"PaidMinor\" >= 0 AND \"PaidMinor\" <= \"ReceivedMinor\""));
        payout.Property(p => p.Id).ValueGeneratedNever();
        payout.Property(p => p.Title).HasMaxLength(200);
        payout.Property(p => p.Organisation).HasMaxLength(200);
        payout.Property(p => p.Programme).HasMaxLength(100);
        payout.Property(p => p.StreetCode).HasMaxLength(60);
        payout.Property(p => p.Standing).HasConversion<string>().HasMaxLength(20);
        payout.Property(p => p.Reason).HasMaxLength(500);
        payout.Property(p => p.Owner).HasMaxLength(200);
        payout.Property(p => p.ImportedByName).HasMaxLength(200);
        payout.HasIndex(p => new { p.Year, p.Number }).IsUnique();
    }
}
