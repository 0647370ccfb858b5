using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Notices;

internal sealed class AwardNoticeConfiguration : IEntityTypeConfiguration<AwardNotice>
{
    public void Configure(EntityTypeBuilder<AwardNotice> notice)
    {
        notice.ToTable("Ventures_AwardNotices");
        notice.IsWorkflowInstance();
        notice.Property(n => n.Slug).HasMaxLength(AwardNotice.SlugLength);
        notice.Property(n => n.Sha256).HasMaxLength(64);
        notice.Property(n => n.Reason).HasMaxLength(500);
        notice.HasOne<Call>().WithMany().HasForeignKey(n => n.CallId).OnDelete(DeleteBehavior.Restrict);
        notice.HasMany(n => n.Entries).WithOne().HasForeignKey(entry => entry.NoticeId).OnDelete(DeleteBehavior.Cascade);
        notice.HasIndex(n => n.Slug).IsUnique();
        notice.HasIndex(n => new { n.CallId, n.Number }).IsUnique();
        notice.HasIndex(n => new { n.State, n.EndsUtc });
    }
}

internal sealed class AwardNoticeEntryConfiguration : IEntityTypeConfiguration<AwardNoticeEntry>
{
    public void Configure(EntityTypeBuilder<AwardNoticeEntry> entry)
    {
        entry.ToTable("Ventures_AwardNoticeEntries");
        entry.HasKey(e => new { e.NoticeId, e.SubmissionId });
        entry.Property(e => e.Title).HasMaxLength(Submission.TitleLength);
        entry.Property(e => e.OrganisationName).HasMaxLength(200);
        entry.Property(e => e.CreditCode).HasMaxLength(18);
        entry.Property(e => e.AreaName).HasMaxLength(200);
        entry.Property(e => e.Parts).IsJson();
        entry.HasOne<Submission>().WithMany().HasForeignKey(e => e.SubmissionId).HasConstraintName("FK_Ventures_AwardNoticeEntries_SubmissionId").OnDelete(DeleteBehavior.Restrict);
    }
}
