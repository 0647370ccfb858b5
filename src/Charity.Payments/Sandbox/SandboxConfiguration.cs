using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Payments.Sandbox;

internal sealed class SandboxSessionConfiguration : IEntityTypeConfiguration<SandboxSession>
{
    public void Configure(EntityTypeBuilder<SandboxSession> session)
    {
        session.ToTable("Payments_SandboxSessions");
        session.Property(s => s.Id).HasMaxLength(100).ValueGeneratedNever();
        session.Property(s => s.IdempotencyKey).HasMaxLength(100);
        session.Property(s => s.ClientReferenceId).HasMaxLength(200);
        session.Property(s => s.Reference).HasMaxLength(200);
        session.Property(s => s.Currency).HasMaxLength(3);
        session.Property(s => s.SuccessUrl).HasMaxLength(2000);
        session.Property(s => s.CancelUrl).HasMaxLength(2000);
        session.Property(s => s.PaymentId).HasMaxLength(100);
        session.Property(s => s.Version).IsConcurrencyToken();
        session.Ignore(s => s.Url);
        session.HasIndex(s => s.IdempotencyKey).IsUnique();
        session.HasIndex(s => new { s.ClientReferenceId, s.Attempt });
        session.HasIndex(s => new { s.Status, s.ExpiresUtc });
    }
}

internal sealed class SandboxDeliveryConfiguration : IEntityTypeConfiguration<SandboxDelivery>
{
    public void Configure(EntityTypeBuilder<SandboxDelivery> delivery)
    {
        delivery.ToTable("Payments_SandboxDeliveries");
        delivery.Property(d => d.Id).ValueGeneratedNever();
        delivery.Property(d => d.SessionId).HasMaxLength(100);
        delivery.Property(d => d.LastAnswer).HasMaxLength(200);
        delivery.HasIndex(d => new { d.DeliveredUtc, d.DueUtc });
    }
}
