using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Disbursements.Returns;

internal sealed class ReturnDemandConfiguration : IEntityTypeConfiguration<ReturnDemand>
{
    public void Configure(EntityTypeBuilder<ReturnDemand> demand)
    {
        demand.ToTable("Disbursements_Returns", table =>
        {
            table.HasCheckConstraint("CK_Disbursements_Returns_Amount", "\"AmountMinor\" > 0");
            table.HasCheckConstraint("CK_Disbursements_Returns_Received", "\"ReceivedMinor\" >= 0 AND \"ReceivedMinor\" <= \"AmountMinor\"");
        });
        demand.IsWorkflowInstance();
        demand.Property(d => d.ProjectSlug).HasMaxLength(120);
        demand.Property(d => d.Currency).HasMaxLength(3);
        demand.Property(d => d.Reason).HasConversion<string>().HasMaxLength(30);
        demand.Property(d => d.Explanation).HasMaxLength(2000);
        demand.Property(d => d.DemandedByName).HasMaxLength(200);
        demand.HasMany(d => d.Receipts).WithOne().HasForeignKey(receipt => receipt.DemandId).OnDelete(DeleteBehavior.Restrict);
        demand.HasIndex(d => new { d.Year, d.Number }).IsUnique();
        demand.HasIndex(d => d.ProjectId);
        demand.HasIndex(d => new { d.State, d.DueOn });
        demand.HasIndex(d => d.OrganisationId);
    }
}

internal sealed class ReturnReceiptConfiguration : IEntityTypeConfiguration<ReturnReceipt>
{
    public void Configure(EntityTypeBuilder<ReturnReceipt> receipt)
    {
        receipt.ToTable("Disbursements_ReturnReceipts", table => table.HasCheckConstraint("CK_Disbursements_ReturnReceipts_Amount", "\"AmountMinor\" > 0"));
        receipt.Property(r => r.Id).ValueGeneratedNever();
        receipt.Property(r => r.BankReference).HasMaxLength(100);
        receipt.Property(r => r.EnteredByName).HasMaxLength(200);
        receipt.HasMany(r => r.Parts).WithOne().HasForeignKey(part => part.ReceiptId).OnDelete(DeleteBehavior.Restrict)

            // PostgreSQL cuts names after 63 characters, and the usual one is longer.
            .HasConstraintName("FK_Disbursements_ReturnParts_ReceiptId");
        receipt.HasIndex(r => r.DemandId);
        receipt.HasIndex(r => r.BankReference).IsUnique();
    }
}

internal sealed class ReturnPartConfiguration : IEntityTypeConfiguration<ReturnPart>
{
    public void Configure(EntityTypeBuilder<ReturnPart> part)
    {
        part.ToTable("Disbursements_ReturnParts", table => table.HasCheckConstraint("CK_Disbursements_ReturnParts_Amount", "\"AmountMinor\" > 0"));
        part.HasKey(p => new { p.ReceiptId, p.AvailableCode });
        part.Property(p => p.AvailableCode).HasMaxLength(200);
    }
}
