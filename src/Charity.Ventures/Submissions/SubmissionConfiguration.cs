using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Submissions;

internal sealed class SubmissionConfiguration : IEntityTypeConfiguration<Submission>
{
    public void Configure(EntityTypeBuilder<Submission> submission)
    {
        submission.ToTable("Ventures_Submissions");
        submission.IsWorkflowInstance();
        submission.Property(s => s.Title).HasMaxLength(Submission.TitleLength);
        submission.Property(s => s.Answers).IsJson();
        submission.Property(s => s.SavedByName).HasMaxLength(100);
        submission.Property(s => s.Eligibility).IsJson();
        submission.Property(s => s.Revision).IsConcurrencyToken();
        submission.Ignore(s => s.Files);
        submission.HasOne<Call>().WithMany().HasForeignKey(s => s.CallId).OnDelete(DeleteBehavior.Restrict);
        submission.HasIndex(s => new { s.CallId, s.Number }).IsUnique();
        submission.HasIndex(s => new { s.CallId, s.State });
        submission.HasIndex(s => new { s.OrganisationId, s.CallId });
        submission.HasIndex(s => new { s.State, s.ReviseBy });
        submission.HasIndex(s => s.SavedById);
    }
}

internal sealed class SubmissionVersionConfiguration : IEntityTypeConfiguration<SubmissionVersion>
{
    public void Configure(EntityTypeBuilder<SubmissionVersion> version)
    {
        version.ToTable("Ventures_SubmissionVersions");
        version.Property(v => v.Id).ValueGeneratedNever();
        version.Property(v => v.Title).HasMaxLength(Submission.TitleLength);
        version.Property(v => v.Answers).IsJson();
        version.Property(v => v.SavedByName).HasMaxLength(100);

        // Named here because the usual name is longer than PostgreSQL takes.
        version.HasOne<Submission>().WithMany().HasForeignKey(v => v.SubmissionId).HasConstraintName("FK_Ventures_SubmissionVersions_SubmissionId").OnDelete(DeleteBehavior.Cascade);
        version.HasIndex(v => new { v.SubmissionId, v.SavedUtc });
        version.HasIndex(v => v.SavedById);
    }
}
