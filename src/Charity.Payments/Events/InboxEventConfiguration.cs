using Charity.Payments.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Payments.Events;

internal sealed class InboxEventConfiguration : IEntityTypeConfiguration<InboxEvent>
{
    public const string Table = "Payments_Inbox";

    public void Configure(EntityTypeBuilder<InboxEvent> inbox)
    {
        inbox.ToTable(Table);
        inbox.Property(e => e.Id).ValueGeneratedNever();
        inbox.Property(e => e.Provider).HasMaxLength(20);
        inbox.Property(e => e.EventId).HasMaxLength(EventEnvelope.LongestId);
        inbox.Property(e => e.Type).HasMaxLength(EventEnvelope.LongestType);
        inbox.Property(e => e.ContentHash).HasMaxLength(32);
        inbox.Property(e => e.Error).HasMaxLength(1000);
        inbox.HasIndex(e => new { e.Provider, e.EventId }).IsUnique();

        // Finds the waiting ones, and pages through any state, however many are done.
        inbox.HasIndex(e => new { e.State, e.Id });
    }
}
