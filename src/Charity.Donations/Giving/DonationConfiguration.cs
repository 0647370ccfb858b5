using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Donations.Giving;

internal sealed class DonationConfiguration : IEntityTypeConfiguration<Donation>
{
    public void Configure(EntityTypeBuilder<Donation> donation)
    {
        donation.ToTable("Donations_Donations", table => table.HasCheckConstraint("CK_Donations_Donations_Amount", "\"AmountMinor\" > 0 AND \"CoveredFeeMinor\" >= 0 AND \"CoveredFeeMinor\" < \"AmountMinor\""));
        donation.IsWorkflowInstance();
        donation.Ignore(d => d.Reference);
        donation.Ignore(d => d.HasMoney);
        donation.Property(d => d.Token).HasMaxLength(22);
        donation.Property(d => d.Currency).HasMaxLength(3);
        donation.Property(d => d.DonorName).HasMaxLength(Donation.NameLength);
        donation.Property(d => d.DonorEmail).IsEncrypted();
        donation.Property(d => d.DonorEmailHash).HasMaxLength(32);
        donation.Property(d => d.Message).HasMaxLength(Donation.MessageLength);
        donation.Property(d => d.Culture).HasMaxLength(10);

        // A number that was given is never written over, whoever has read the gift without it.
        donation.Property(d => d.ReceiptNumber).HasMaxLength(20).IsConcurrencyToken();
        donation.Property(d => d.PaymentObject).HasMaxLength(200);
        donation.Property(d => d.PaymentMethod).HasMaxLength(50);
        donation.HasIndex(d => d.FormId).IsUnique();
        donation.HasIndex(d => d.Token).IsUnique();
        donation.HasIndex(d => d.ReceiptNumber).IsUnique();
        donation.HasIndex(d => d.PaymentObject).IsUnique();

        // A fund's newest gifts: read from the front, so a fund with a million gifts answers like one with ten.
        donation.HasIndex(d => new { d.FundId, d.PaidUtc, d.Id }).IsDescending(false, true, true).HasFilter("\"State\" = 'paid'");
        donation.HasIndex(d => new { d.DonorId, d.Id });
        donation.HasIndex(d => d.DonorEmailHash);

        // Work lists: small, because what is done leaves them.
        donation.HasIndex(d => new { d.MessageState, d.Id }).HasFilter("\"MessageState\" = 1");
        donation.HasIndex(d => new { d.State, d.Id }).HasFilter("\"State\" IN ('held', 'processing', 'quarantined')");
    }
}
