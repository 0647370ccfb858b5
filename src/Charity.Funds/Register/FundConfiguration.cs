using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Funds.Register;

internal sealed class FundConfiguration : IEntityTypeConfiguration<Fund>
{
    public void Configure(EntityTypeBuilder<Fund> fund)
    {
        fund.ToTable("Funds_Funds");
        fund.IsWorkflowInstance();
        fund.Property(f => f.Slug).HasMaxLength(Fund.SlugLength);
        fund.Property(f => f.Kind).HasConversion<string>().HasMaxLength(20);
        fund.Property(f => f.AreaCode).HasMaxLength(60);
        fund.Property(f => f.Currency).HasMaxLength(3);
        fund.Property(f => f.Cover).HasMaxLength(200);
        fund.Property(f => f.PresetsMinor).HasMaxLength(200).IsJson();
        fund.Property(f => f.FeeBornBy).HasConversion<string>().HasMaxLength(20);
        fund.Property(f => f.Revision).IsConcurrencyToken();
        fund.HasOne<Fund>().WithMany().HasForeignKey(f => f.ParentId).OnDelete(DeleteBehavior.Restrict);
        fund.HasOne(f => f.Campaign).WithOne().HasForeignKey<Campaign>(campaign => campaign.FundId).OnDelete(DeleteBehavior.Cascade);
        fund.HasMany(f => f.Committee).WithOne().HasForeignKey(member => member.FundId).OnDelete(DeleteBehavior.Cascade);
        fund.HasMany(f => f.Uses).WithOne().HasForeignKey(use => use.FundId).OnDelete(DeleteBehavior.Cascade);
        fund.HasMany(f => f.Documents).WithOne().HasForeignKey(document => document.FundId).OnDelete(DeleteBehavior.Cascade);
        fund.HasIndex(f => f.Slug).IsUnique();
    }
}

internal sealed class CampaignConfiguration : IEntityTypeConfiguration<Campaign>
{
    public void Configure(EntityTypeBuilder<Campaign> campaign)
    {
        campaign.ToTable("Funds_Campaigns");
        campaign.HasKey(c => c.FundId);
        campaign.Property(c => c.FundId).ValueGeneratedNever();
        campaign.Property(c => c.FilingNumber).HasMaxLength(100);
        campaign.Property(c => c.PlatformUrl).HasMaxLength(500);
        campaign.Property(c => c.Partners).IsJson();
        campaign.Ignore(c => c.Plan);
        campaign.Ignore(c => c.Details);
    }
}

internal sealed class CommitteeMemberConfiguration : IEntityTypeConfiguration<CommitteeMember>
{
    public void Configure(EntityTypeBuilder<CommitteeMember> member)
    {
        member.ToTable("Funds_CommitteeMembers");
        member.Property(m => m.Id).ValueGeneratedNever();
        member.Property(m => m.Name).HasMaxLength(100);
        member.Property(m => m.Role).HasConversion<string>().HasMaxLength(20);
        member.Ignore(m => m.Seat);
    }
}

internal sealed class FundUseConfiguration : IEntityTypeConfiguration<FundUse>
{
    public void Configure(EntityTypeBuilder<FundUse> use)
    {
        use.ToTable("Funds_Uses");
        use.Property(u => u.Id).ValueGeneratedNever();
        use.Ignore(u => u.Details);
        use.HasIndex(u => new { u.FundId, u.On });
        use.HasIndex(u => u.On);
    }
}

internal sealed class FundDocumentConfiguration : IEntityTypeConfiguration<FundDocument>
{
    public void Configure(EntityTypeBuilder<FundDocument> document)
    {
        document.ToTable("Funds_Documents");
        document.Property(d => d.Id).ValueGeneratedNever();
        document.Property(d => d.Path).HasMaxLength(200);
    }
}
