using Charity.Funds.Register;
using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Funds.Motions;

internal sealed class MotionConfiguration : IEntityTypeConfiguration<Motion>
{
    public void Configure(EntityTypeBuilder<Motion> motion)
    {
        motion.ToTable("Funds_Motions", table => table.HasCheckConstraint("CK_Funds_Motions_Amount", "\"AmountMinor\" > 0"));
        motion.IsWorkflowInstance();
        motion.Property(m => m.Currency).HasMaxLength(3);
        motion.Property(m => m.Kind).HasConversion<string>().HasMaxLength(20);
        motion.Property(m => m.Mover).IsJson();
        motion.Property(m => m.Seconder).IsJson();
        motion.Property(m => m.Elements).IsJson();
        motion.Property(m => m.Lines).IsJson();
        motion.Property(m => m.PayeeName).HasMaxLength(200);
        motion.Property(m => m.PayeeBank).HasMaxLength(200);
        motion.Property(m => m.PayeeNumber).IsEncrypted();
        motion.Property(m => m.PayeeFingerprint).HasMaxLength(64);
        motion.Property(m => m.Tally!).IsJson();
        motion.Property(m => m.Votes).IsJson();
        motion.Property(m => m.SupervisorName).HasMaxLength(Motion.NameLength);
        motion.Property(m => m.SupervisorRemark).HasMaxLength(Motion.TextLength);
        motion.Property(m => m.RecordedByName).HasMaxLength(200);
        motion.Property(m => m.WithdrawReason).HasMaxLength(MoveMotion.NoteLength);
        motion.Property(m => m.Revision).IsConcurrencyToken();
        motion.Ignore(m => m.Payee);
        motion.Ignore(m => m.Files);
        motion.HasOne<Fund>().WithMany().HasForeignKey(m => m.FundId).OnDelete(DeleteBehavior.Restrict);
        motion.HasIndex(m => new { m.FundId, m.Year, m.Number }).IsUnique();
        motion.HasIndex(m => new { m.FundId, m.State });
    }
}
