using Charity.Disbursements.Requests;
using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Disbursements.Batches;

internal sealed class PaymentLineConfiguration : IEntityTypeConfiguration<PaymentLine>
{
    public void Configure(EntityTypeBuilder<PaymentLine> line)
    {
        line.ToTable("Disbursements_Lines", table => table.HasCheckConstraint("CK_Disbursements_Lines_Amount", "\"AmountMinor\" > 0"));
        line.Property(l => l.Id).ValueGeneratedNever();
        line.Property(l => l.Currency).HasMaxLength(3);
        line.Property(l => l.PayeeName).HasMaxLength(200);
        line.Property(l => l.PayeeBank).HasMaxLength(200);
        line.Property(l => l.PayeeNumber).IsEncrypted();
        line.Property(l => l.PayeeFingerprint).HasMaxLength(64);
        line.Property(l => l.Purpose).HasMaxLength(500);
        line.Property(l => l.BankReference).HasMaxLength(200);
        line.Property(l => l.FailedFor).HasMaxLength(200);
        line.Ignore(l => l.IsFree);
        line.HasOne<PaymentRequest>().WithMany().HasForeignKey(l => l.RequestId).OnDelete(DeleteBehavior.Restrict);
        line.HasIndex(l => new { l.RequestId, l.Number }).IsUnique();
        line.HasIndex(l => l.BatchId);
        line.HasIndex(l => l.PayeeFingerprint);

        // What may still be collected: few among the many that were paid.
        line.HasIndex(l => l.RequestId, "IX_Disbursements_Lines_RequestId_Free").HasFilter("\"BatchId\" IS NULL AND \"PaidUtc\" IS NULL AND \"VoidedUtc\" IS NULL");
        line.HasIndex(l => l.EntryId);
    }
}

internal sealed class PaymentBatchConfiguration : IEntityTypeConfiguration<PaymentBatch>
{
    public void Configure(EntityTypeBuilder<PaymentBatch> batch)
    {
        batch.ToTable("Disbursements_Batches");
        batch.IsWorkflowInstance();
        batch.Property(b => b.Layout).HasMaxLength(50);
        batch.Property(b => b.Terms).IsEncrypted();
        batch.Property(b => b.Currency).HasMaxLength(3);
        batch.Property(b => b.FileSha256).HasMaxLength(64);
        batch.Property(b => b.MadeByName).HasMaxLength(200);
        batch.Property(b => b.ConfirmedByName).HasMaxLength(200);
        batch.Property(b => b.RefusedByName).HasMaxLength(200);
        batch.Property(b => b.RefusedFor).HasMaxLength(200);
        batch.HasIndex(b => new { b.Year, b.Number }).IsUnique();
        batch.HasIndex(b => new { b.State, b.Id });
    }
}

internal sealed class BatchLineConfiguration : IEntityTypeConfiguration<BatchLine>
{
    public void Configure(EntityTypeBuilder<BatchLine> line)
    {
        line.ToTable("Disbursements_BatchLines", table => table.HasCheckConstraint("CK_Disbursements_BatchLines_Amount", "\"AmountMinor\" > 0"));
        line.Property(l => l.Id).ValueGeneratedNever();
        line.Property(l => l.Answer).HasConversion<string>().HasMaxLength(20);
        line.Property(l => l.Reason).HasMaxLength(200);
        line.Property(l => l.BankReference).HasMaxLength(200);
        line.HasOne<PaymentBatch>().WithMany().HasForeignKey(l => l.BatchId).OnDelete(DeleteBehavior.Restrict);
        line.HasOne<PaymentLine>().WithMany().HasForeignKey(l => l.LineId).OnDelete(DeleteBehavior.Restrict);
        line.HasIndex(l => new { l.BatchId, l.Number }).IsUnique();
        line.HasIndex(l => new { l.BatchId, l.Answer, l.Number });
        line.HasIndex(l => l.LineId);

        // Two cashiers, two batches, one line: the database lets one of them.
        line.HasIndex(l => l.OpenLineId).IsUnique();
    }
}
