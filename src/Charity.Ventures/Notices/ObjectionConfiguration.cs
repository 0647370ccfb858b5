using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Notices;

internal sealed class ObjectionConfiguration : IEntityTypeConfiguration<Objection>
{
    public void Configure(EntityTypeBuilder<Objection> objection)
    {
        objection.ToTable("Ventures_Objections");
        objection.IsWorkflowInstance();
        objection.Property(o => o.CodeFingerprint).HasMaxLength(64);
        objection.Property(o => o.Name).IsEncrypted();
        objection.Property(o => o.Contact).IsEncrypted();
        objection.Property(o => o.Text).HasMaxLength(Objection.TextLength);
        objection.Property(o => o.Answer).HasMaxLength(Objection.AnswerLength);
        objection.Ignore(o => o.Files);
        objection.Ignore(o => o.IsOpen);
        objection.HasOne<AwardNotice>().WithMany().HasForeignKey(o => o.NoticeId).OnDelete(DeleteBehavior.Restrict);
        objection.HasOne<Submission>().WithMany().HasForeignKey(o => o.SubmissionId).OnDelete(DeleteBehavior.Restrict);
        objection.HasIndex(o => o.CodeFingerprint).IsUnique();
        objection.HasIndex(o => new { o.State, o.AnswerBy });
    }
}
