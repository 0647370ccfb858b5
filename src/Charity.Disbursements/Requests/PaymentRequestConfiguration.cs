using Charity.Disbursements.Approvals;
using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Disbursements.Requests;

internal sealed class PaymentRequestConfiguration : IEntityTypeConfiguration<PaymentRequest>
{
    /// <summary>Of two who ask for the same instalment at once, the second meets this.</summary>
    public const string OneOpenPerSubject = "IX_Disbursements_Requests_SubjectId_Open";

    public void Configure(EntityTypeBuilder<PaymentRequest> request)
    {
        request.ToTable("Disbursements_Requests", table =>
        {
            table.HasCheckConstraint("CK_Disbursements_Requests_Amount", "\"AmountMinor\" > 0");
            table.HasCheckConstraint("CK_Disbursements_Requests_Paid", "\"PaidMinor\" >= 0 AND \"PaidMinor\" <= \"AmountMinor\"");
        });
        request.IsWorkflowInstance();
        request.Property(r => r.Kind).HasConversion<string>().HasMaxLength(30);
        request.Property(r => r.ProjectSlug).HasMaxLength(120);
        request.Property(r => r.Currency).HasMaxLength(3);
        request.Property(r => r.PayeeName).HasMaxLength(200);
        request.Property(r => r.PayeeFingerprint).HasMaxLength(64);
        request.Property(r => r.LinesSha256).HasMaxLength(64);
        request.Property(r => r.PaperIds!).IsJson();
        request.Property(r => r.GiveUpSha256).HasMaxLength(64);
        request.Property(r => r.Rule).IsJson();
        request.Property(r => r.Sha256).HasMaxLength(64);
        request.Property(r => r.RequestedByName).HasMaxLength(200);
        request.Property(r => r.Remark).HasMaxLength(1000);
        request.Property(r => r.GiveUpReason).HasMaxLength(500);
        request.Ignore(r => r.Standing);
        request.HasMany(r => r.Parts).WithOne().HasForeignKey(part => part.RequestId).OnDelete(DeleteBehavior.Cascade);
        request.HasMany(r => r.Approvals).WithOne().HasForeignKey(approval => approval.RequestId).OnDelete(DeleteBehavior.Restrict);
        request.HasIndex(r => new { r.Year, r.Number }).IsUnique();
        request.HasIndex(r => r.SubjectId).HasDatabaseName("IX_Disbursements_Requests_SubjectId");

        // A motion may be paid in several requests.
        request.HasIndex(r => r.SubjectId, OneOpenPerSubject).IsUnique().HasFilter("\"Kind\" <> 'Spending' AND \"State\" NOT IN ('Declined', 'Cancelled', 'Expired')");
        request.HasIndex(r => new { r.State, r.Id });
        request.HasIndex(r => r.ProjectId);
        request.HasIndex(r => new { r.OrganisationId, r.Id });
    }
}

internal sealed class PaymentPartConfiguration : IEntityTypeConfiguration<PaymentPart>
{
    public void Configure(EntityTypeBuilder<PaymentPart> part)
    {
        part.ToTable("Disbursements_RequestParts", table => table.HasCheckConstraint("CK_Disbursements_RequestParts_Amount", "\"AmountMinor\" > 0"));
        part.HasKey(p => new { p.RequestId, p.Number });
        part.Property(p => p.Number).ValueGeneratedNever();
        part.Property(p => p.FundSlug).HasMaxLength(60);
        part.Property(p => p.AvailableCode).HasMaxLength(200);
        part.Property(p => p.CommittedCode).HasMaxLength(200);
        part.HasIndex(p => p.FundSlug);
    }
}

internal sealed class ApprovalConfiguration : IEntityTypeConfiguration<Approval>
{
    public void Configure(EntityTypeBuilder<Approval> approval)
    {
        approval.ToTable("Disbursements_Approvals");
        approval.Property(a => a.Id).ValueGeneratedNever();
        approval.Property(a => a.ByName).HasMaxLength(200);
        approval.Property(a => a.InPlaceOfName).HasMaxLength(200);
        approval.Property(a => a.Sha256).HasMaxLength(64);
        approval.Property(a => a.InvalidReason).HasMaxLength(500);
        approval.HasIndex(a => a.RequestId);
        approval.HasIndex(a => a.ById);
    }
}
