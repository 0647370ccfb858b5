using Charity.Donations.Offline;
using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Donations.Alliance;

internal sealed class MerchantConfiguration : IEntityTypeConfiguration<Merchant>
{
    public void Configure(EntityTypeBuilder<Merchant> merchant)
    {
        merchant.ToTable("Donations_Merchants", table => table.HasCheckConstraint("CK_Donations_Merchants_Pledge", "\"PledgeRate\" > 0"));
        merchant.IsWorkflowInstance();
        merchant.Property(m => m.Slug).HasMaxLength(Merchant.SlugLength);
        merchant.Property(m => m.Category).HasConversion<string>().HasMaxLength(20);
        merchant.Property(m => m.AreaCode).HasMaxLength(60);
        merchant.Property(m => m.PledgeKind).HasConversion<string>().HasMaxLength(20);
        merchant.Property(m => m.ContactName).IsEncrypted();
        merchant.Property(m => m.ContactTelephone).IsEncrypted();
        merchant.Property(m => m.ContactEmail).IsEncrypted();
        merchant.Property(m => m.ContactEmailHash).HasMaxLength(32);
        merchant.Property(m => m.SettlementKey).IsEncrypted();
        merchant.Property(m => m.Culture).HasMaxLength(10);
        merchant.Property(m => m.Revision).IsConcurrencyToken();
        merchant.Ignore(m => m.Pledge);
        merchant.Ignore(m => m.Files);
        merchant.Ignore(m => m.AlertKey);
        merchant.HasIndex(m => m.Slug).IsUnique();
        merchant.HasIndex(m => new { m.State, m.Id });
        merchant.HasIndex(m => new { m.AreaCode, m.State, m.Id });
        merchant.HasIndex(m => m.ContactEmailHash);
    }
}

internal sealed class SettlementConfiguration : IEntityTypeConfiguration<Settlement>
{
    public void Configure(EntityTypeBuilder<Settlement> settlement)
    {
        settlement.ToTable("Donations_Settlements", table => table.HasCheckConstraint("CK_Donations_Settlements_Amount", "\"AmountMinor\" >= 0 AND \"Basis\" >= 0"));
        settlement.Property(s => s.Id).ValueGeneratedNever();
        settlement.Property(s => s.PledgeKind).HasConversion<string>().HasMaxLength(20);
        settlement.Property(s => s.Currency).HasMaxLength(3);
        settlement.Property(s => s.Reason).HasMaxLength(Settlement.ReasonLength);
        settlement.Property(s => s.ToldByName).HasMaxLength(200);
        settlement.Property(s => s.Version).IsConcurrencyToken();
        settlement.Ignore(s => s.Pledge);
        settlement.HasOne<Merchant>().WithMany().HasForeignKey(s => s.MerchantId).OnDelete(DeleteBehavior.Restrict);
        settlement.HasOne<OfflineGift>().WithMany().HasForeignKey(s => s.OfflineGiftId).OnDelete(DeleteBehavior.Restrict);
        settlement.HasIndex(s => new { s.MerchantId, s.Month, s.Number }).IsUnique();

        // One row of a month counts.
        settlement.HasIndex(s => new { s.MerchantId, s.Month }).IsUnique().HasFilter("\"IsCurrent\"").HasDatabaseName("IX_Donations_Settlements_Current");
        settlement.HasIndex(s => new { s.Month, s.Id });
        settlement.HasIndex(s => s.OfflineGiftId);
    }
}
