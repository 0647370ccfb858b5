using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Organisations.Profile;

internal sealed class CharityOrganisationConfiguration : IEntityTypeConfiguration<CharityOrganisation>
{
    public void Configure(EntityTypeBuilder<CharityOrganisation> charity)
    {
        charity.ToTable("Organisations_Charity");
        charity.Property(c => c.Id).ValueGeneratedNever();
        charity.Property(c => c.Kind).HasConversion<string>().HasMaxLength(40);
        charity.Property(c => c.CreditCode).HasMaxLength(18);
        charity.Property(c => c.LegalRepresentative).HasMaxLength(100);
        charity.Property(c => c.CertificateNumber).HasMaxLength(100);
        charity.Property(c => c.Telephone).HasMaxLength(40);
        charity.Property(c => c.Email).HasMaxLength(254);
        charity.Property(c => c.BankAccountName).HasMaxLength(200);
        charity.Property(c => c.BankAccountNumber).IsEncrypted();
        charity.Property(c => c.ReceiptHandler).HasMaxLength(100);
        charity.Property(c => c.Version).IsConcurrencyToken();
    }
}
