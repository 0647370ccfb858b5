using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Donations.Booking;

/// <summary>The last receipt number of a year. Numbers are dense: they are taken in the transaction that books the gifts.</summary>
internal sealed class ReceiptCounter
{
    public required int Year { get; init; }
    public long LastNumber { get; init; }
}

internal sealed class ReceiptCounterConfiguration : IEntityTypeConfiguration<ReceiptCounter>
{
    public void Configure(EntityTypeBuilder<ReceiptCounter> counter)
    {
        counter.ToTable("Donations_ReceiptCounters");
        counter.HasKey(c => c.Year);
        counter.Property(c => c.Year).ValueGeneratedNever();
    }
}
