using Charity.Platform.Data;
using Charity.Ventures.Calls;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Reviewers;

internal sealed class ReviewerConfiguration : IEntityTypeConfiguration<Reviewer>
{
    public const int FingerprintLength = 64;

    public void Configure(EntityTypeBuilder<Reviewer> reviewer)
    {
        reviewer.ToTable("Ventures_Reviewers");
        reviewer.Property(r => r.Id).ValueGeneratedNever();
        reviewer.Property(r => r.Name).HasMaxLength(Reviewer.NameLength);
        reviewer.Property(r => r.Employer).HasMaxLength(200);
        reviewer.Property(r => r.JobTitle).HasMaxLength(100);
        reviewer.Property(r => r.Expertise).IsJson();
        reviewer.Property(r => r.AvoidedAreas).IsJson();
        reviewer.Property(r => r.Address).HasMaxLength(200);
        reviewer.Property(r => r.Telephone).IsEncrypted();
        reviewer.Property(r => r.TelephoneFingerprint).HasMaxLength(FingerprintLength);
        reviewer.Property(r => r.IdentityFingerprint).HasMaxLength(FingerprintLength);
        reviewer.Property(r => r.AccountFingerprint).HasMaxLength(FingerprintLength);
        reviewer.Property(r => r.Version).IsConcurrencyToken();
        reviewer.HasIndex(r => r.UserId).IsUnique();
    }
}

internal sealed class ReviewerInvitationConfiguration : IEntityTypeConfiguration<ReviewerInvitation>
{
    public void Configure(EntityTypeBuilder<ReviewerInvitation> invitation)
    {
        invitation.ToTable("Ventures_ReviewerInvitations");
        invitation.Property(i => i.Id).ValueGeneratedNever();
        invitation.Property(i => i.Name).HasMaxLength(Reviewer.NameLength);
        invitation.Property(i => i.Email).IsEncrypted();
        invitation.Property(i => i.EmailFingerprint).HasMaxLength(32);
        invitation.Property(i => i.TokenHash).HasMaxLength(32);
        invitation.Property(i => i.InvitedByName).HasMaxLength(Reviewer.NameLength);
        invitation.Property(i => i.Version).IsConcurrencyToken();
        invitation.HasIndex(i => i.TokenHash).IsUnique();
        invitation.HasIndex(i => i.EmailFingerprint);
    }
}

internal sealed class ReviewerInterestConfiguration : IEntityTypeConfiguration<ReviewerInterest>
{
    public void Configure(EntityTypeBuilder<ReviewerInterest> interest)
    {
        interest.ToTable("Ventures_ReviewerInterests");
        interest.Property(i => i.Id).ValueGeneratedNever();
        interest.Property(i => i.OrganisationName).HasMaxLength(200);
        interest.Property(i => i.Kind).HasConversion<string>().HasMaxLength(20);
        interest.Property(i => i.Note).HasMaxLength(ReviewerInterest.NoteLength);
        interest.Property(i => i.SetAsideByName).HasMaxLength(Reviewer.NameLength);
        interest.Property(i => i.SetAsideReason).HasMaxLength(ReviewerInterest.NoteLength);
        interest.HasOne<Reviewer>().WithMany().HasForeignKey(i => i.ReviewerId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ReviewerConflictConfiguration : IEntityTypeConfiguration<ReviewerConflict>
{
    public void Configure(EntityTypeBuilder<ReviewerConflict> conflict)
    {
        conflict.ToTable("Ventures_ReviewerConflicts");
        conflict.Property(c => c.Id).ValueGeneratedNever();
        conflict.Property(c => c.Reasons).IsJson();
        conflict.Property(c => c.RuledOutByName).HasMaxLength(Reviewer.NameLength);
        conflict.Property(c => c.RuledOutReason).HasMaxLength(ReviewerInterest.NoteLength);
        conflict.Property(c => c.Version).IsConcurrencyToken();
        conflict.HasOne<Reviewer>().WithMany().HasForeignKey(c => c.ReviewerId).OnDelete(DeleteBehavior.Cascade);
        conflict.HasIndex(c => new { c.ReviewerId, c.OrganisationId }).IsUnique();
    }
}

internal sealed class CallReviewerConfiguration : IEntityTypeConfiguration<CallReviewer>
{
    public void Configure(EntityTypeBuilder<CallReviewer> reviewer)
    {
        reviewer.ToTable("Ventures_CallReviewers");
        reviewer.HasKey(r => new { r.CallId, r.ReviewerId });
        reviewer.Property(r => r.State).HasConversion<string>().HasMaxLength(20);
        reviewer.Property(r => r.Version).IsConcurrencyToken();
        reviewer.HasOne<Call>().WithMany().HasForeignKey(r => r.CallId).OnDelete(DeleteBehavior.Cascade);
        reviewer.HasOne<Reviewer>().WithMany().HasForeignKey(r => r.ReviewerId).OnDelete(DeleteBehavior.Cascade);
        reviewer.HasIndex(r => r.ReviewerId);
    }
}
