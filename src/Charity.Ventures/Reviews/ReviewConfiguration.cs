using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Reviews;

internal sealed class ReviewConfiguration : IEntityTypeConfiguration<Review>
{
    /// <summary>Of two officers who assign at once, the second meets this.</summary>
    public const string OnePerPair = "IX_Ventures_Reviews_SubmissionId_ReviewerId";

    public void Configure(EntityTypeBuilder<Review> review)
    {
        review.ToTable("Ventures_Reviews");
        review.IsWorkflowInstance();
        review.Property(r => r.Marks).IsJson();
        review.Property(r => r.Comment).HasMaxLength(Review.CommentLength);
        review.Property(r => r.Revision).IsConcurrencyToken();
        review.HasOne<Call>().WithMany().HasForeignKey(r => r.CallId).OnDelete(DeleteBehavior.Restrict);
        review.HasOne<Submission>().WithMany().HasForeignKey(r => r.SubmissionId).OnDelete(DeleteBehavior.Restrict);
        review.HasOne<Reviewer>().WithMany().HasForeignKey(r => r.ReviewerId).OnDelete(DeleteBehavior.Restrict);
        review.HasIndex(r => new { r.SubmissionId, r.ReviewerId }).IsUnique().HasDatabaseName(OnePerPair);
        review.HasIndex(r => new { r.ReviewerId, r.State, r.DueOn });
        review.HasIndex(r => new { r.CallId, r.State });
    }
}

internal sealed class ReviewRemarkConfiguration : IEntityTypeConfiguration<ReviewRemark>
{
    public void Configure(EntityTypeBuilder<ReviewRemark> remark)
    {
        remark.ToTable("Ventures_ReviewRemarks");
        remark.Property(r => r.Id).ValueGeneratedNever();
        remark.Property(r => r.Text).HasMaxLength(ReviewRemark.TextLength);
        remark.HasOne<Review>().WithMany().HasForeignKey(r => r.ReviewId).OnDelete(DeleteBehavior.Cascade);
        remark.HasIndex(r => r.SubmissionId);
    }
}
