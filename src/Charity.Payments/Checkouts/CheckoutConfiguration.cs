using Charity.Payments.Webhooks;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Payments.Checkouts;

internal sealed class CheckoutConfiguration : IEntityTypeConfiguration<Checkout>
{
    public void Configure(EntityTypeBuilder<Checkout> checkout)
    {
        checkout.ToTable("Payments_Checkouts");
        checkout.Property(c => c.Id).ValueGeneratedNever();
        checkout.Property(c => c.Provider).HasMaxLength(20);
        checkout.Property(c => c.Reference).HasMaxLength(200);
        checkout.Property(c => c.Currency).HasMaxLength(3);
        checkout.Property(c => c.Email).IsEncrypted();
        checkout.Property(c => c.Culture).HasMaxLength(10);
        checkout.Property(c => c.SuccessUrl).HasMaxLength(2000);
        checkout.Property(c => c.CancelUrl).HasMaxLength(2000);
        checkout.Property(c => c.IdempotencyKey).HasMaxLength(100);
        checkout.Property(c => c.ProviderSessionId).HasMaxLength(255);
        checkout.Property(c => c.Url).HasMaxLength(5000);
        checkout.Property(c => c.ProviderObject).HasMaxLength(300);
        checkout.Property(c => c.DecidedByEventId).HasMaxLength(EventEnvelope.LongestId);
        checkout.Property(c => c.Version).IsConcurrencyToken();
        checkout.HasIndex(c => c.ProviderObject).IsUnique();
    }
}
