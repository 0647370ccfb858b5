using Charity.Disbursements.Batches;
using Charity.Disbursements.Requests;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Disbursements.Aid;

internal sealed class AidProgrammeConfiguration : IEntityTypeConfiguration<AidProgramme>
{
    public void Configure(EntityTypeBuilder<AidProgramme> programme)
    {
        programme.ToTable("Disbursements_AidProgrammes", table => table.HasCheckConstraint("CK_Disbursements_AidProgrammes_Limit", "\"LimitMinor\" > 0"));
        programme.Property(p => p.Id).ValueGeneratedNever();
        programme.Property(p => p.Slug).HasMaxLength(AidProgramme.SlugLength);
        programme.Property(p => p.Kind).HasConversion<string>().HasMaxLength(30);
        programme.Property(p => p.Rhythm).HasConversion<string>().HasMaxLength(10);
        programme.Property(p => p.FundSlug).HasMaxLength(60);
        programme.Property(p => p.Revision).IsConcurrencyToken();
        programme.HasIndex(p => p.Slug).IsUnique();
    }
}

internal sealed class AidListConfiguration : IEntityTypeConfiguration<AidList>
{
    public void Configure(EntityTypeBuilder<AidList> list)
    {
        list.ToTable("Disbursements_AidLists", table => table.HasCheckConstraint("CK_Disbursements_AidLists_Paid", "\"PaidMinor\" <= \"AmountMinor\" AND \"PaidPeople\" <= \"People\""));
        list.Property(l => l.Id).ValueGeneratedNever();
        list.Property(l => l.Period).HasMaxLength(AidPeriod.Length);
        list.Property(l => l.FileName).HasMaxLength(120);
        list.Property(l => l.FileSha256).HasMaxLength(64);
        list.Property(l => l.ImportedByName).HasMaxLength(200);
        list.Property(l => l.Standing).HasConversion<string>().HasMaxLength(20);
        list.Ignore(l => l.IsPublic);
        list.HasOne<AidProgramme>().WithMany().HasForeignKey(l => l.ProgrammeId).HasConstraintName("FK_Disbursements_AidLists_ProgrammeId").OnDelete(DeleteBehavior.Restrict);
        list.HasOne<PaymentRequest>().WithMany().HasForeignKey(l => l.RequestId).OnDelete(DeleteBehavior.Restrict);
        list.HasMany(l => l.Areas).WithOne().HasForeignKey(area => area.ListId).OnDelete(DeleteBehavior.Cascade);
        list.HasIndex(l => new { l.ProgrammeId, l.Number }).IsUnique();
        list.HasIndex(l => l.RequestId).IsUnique();

        // The same file for the same period once, unless nothing became of it.
        list.HasIndex(l => new { l.ProgrammeId, l.Period, l.FileSha256 }).IsUnique().HasFilter("\"Standing\" <> 'Ended'");
    }
}

internal sealed class AidListAreaConfiguration : IEntityTypeConfiguration<AidListArea>
{
    public void Configure(EntityTypeBuilder<AidListArea> area)
    {
        area.ToTable("Disbursements_AidListAreas");
        area.HasKey(a => new { a.ListId, a.AreaCode });
        area.Property(a => a.AreaCode).HasMaxLength(60);
    }
}

internal sealed class AidRecipientConfiguration : IEntityTypeConfiguration<AidRecipient>
{
    public void Configure(EntityTypeBuilder<AidRecipient> recipient)
    {
        recipient.ToTable("Disbursements_AidRecipients");
        recipient.Property(r => r.Id).ValueGeneratedNever();
        recipient.Property(r => r.IdentityNumber).IsEncrypted();
        recipient.Property(r => r.IdentityFingerprint).HasMaxLength(64);
        recipient.Property(r => r.AreaCode).HasMaxLength(60);
        recipient.Property(r => r.LookupFingerprint).HasMaxLength(64);
        recipient.Property(r => r.Remark).HasMaxLength(AidColumn.RemarkLength);
        recipient.HasOne<PaymentLine>().WithOne().HasForeignKey<AidRecipient>(r => r.Id).OnDelete(DeleteBehavior.Restrict);
        recipient.HasOne<AidList>().WithMany().HasForeignKey(r => r.ListId).OnDelete(DeleteBehavior.Restrict);
        recipient.HasIndex(r => new { r.ListId, r.Number }).IsUnique();

        // Nobody stands twice in one list; and the people of earlier lists are read from the index alone.
        recipient.HasIndex(r => new { r.ListId, r.IdentityFingerprint }).IsUnique();
        recipient.HasIndex(r => r.LookupFingerprint).IsUnique();
    }
}

internal sealed class AidUploadConfiguration : IEntityTypeConfiguration<AidUpload>
{
    public void Configure(EntityTypeBuilder<AidUpload> upload)
    {
        upload.ToTable("Disbursements_AidUploads");
        upload.Property(u => u.Id).ValueGeneratedNever();
        upload.Property(u => u.Period).HasMaxLength(AidPeriod.Length);
        upload.HasIndex(u => u.UploadedUtc);
    }
}
