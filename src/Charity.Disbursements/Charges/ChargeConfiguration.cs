using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Disbursements.Charges;

internal sealed class ChargeConfiguration : IEntityTypeConfiguration<AdministrationCharge>
{
    public void Configure(EntityTypeBuilder<AdministrationCharge> charge)
    {
        charge.ToTable("Disbursements_Charges", table => table.HasCheckConstraint("CK_Disbursements_Charges_Amount", "\"AmountMinor\" > 0"));
        charge.IsWorkflowInstance();
        charge.Property(c => c.FundSlug).HasMaxLength(60);
        charge.Property(c => c.Currency).HasMaxLength(3);
        charge.Property(c => c.Purpose).HasMaxLength(AdministrationCharge.PurposeLength);
        charge.Property(c => c.ProposedByName).HasMaxLength(200);
        charge.HasIndex(c => new { c.Year, c.Number }).IsUnique();
        charge.HasIndex(c => new { c.FundSlug, c.Year });
        charge.HasIndex(c => new { c.State, c.Id });
    }
}
