using Charity.Disbursements.Batches;
using Charity.Disbursements.Returns;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Disbursements.Statements;

internal sealed class StatementRowConfiguration : IEntityTypeConfiguration<StatementRow>
{
    public void Configure(EntityTypeBuilder<StatementRow> row)
    {
        row.ToTable("Disbursements_StatementRows", table => table.HasCheckConstraint("CK_Disbursements_StatementRows_Amount", "\"AmountMinor\" > 0"));
        row.Property(r => r.Id).ValueGeneratedNever();
        row.Property(r => r.BankNumber).HasMaxLength(StatementRow.NumberLength);
        row.Property(r => r.PartyName).HasMaxLength(StatementRow.NameLength);
        row.Property(r => r.PartyAccount).HasMaxLength(20);
        row.Property(r => r.PartyFingerprint).HasMaxLength(64);
        row.Property(r => r.Remark).HasMaxLength(StatementRow.RemarkLength);
        row.Property(r => r.Match).HasConversion<string>().HasMaxLength(20);
        row.Property(r => r.ImportedByName).HasMaxLength(200);
        row.HasOne<ReturnDemand>().WithMany().HasForeignKey(r => r.DemandId).OnDelete(DeleteBehavior.Restrict);
        row.HasIndex(r => r.BankNumber).IsUnique();
        row.HasIndex(r => r.DemandId);
        row.HasIndex(r => new { r.Match, r.BookedOn });
        row.HasIndex(r => r.BookedOn);
    }
}

internal sealed class StatementConfirmationConfiguration : IEntityTypeConfiguration<StatementConfirmation>
{
    public void Configure(EntityTypeBuilder<StatementConfirmation> confirmation)
    {
        confirmation.ToTable("Disbursements_StatementConfirmations");
        confirmation.HasKey(c => c.TransferId);
        confirmation.Property(c => c.TransferId).ValueGeneratedNever();

        // PostgreSQL keeps 63 characters of a name.
        confirmation.HasOne<BatchLine>().WithMany().HasForeignKey(c => c.TransferId).HasConstraintName("FK_Disbursements_StatementConfirmations_Transfer").OnDelete(DeleteBehavior.Restrict);
        confirmation.HasOne<StatementRow>().WithMany().HasForeignKey(c => c.RowId).HasConstraintName("FK_Disbursements_StatementConfirmations_Row").OnDelete(DeleteBehavior.Restrict);
        confirmation.HasIndex(c => c.RowId);
        confirmation.HasIndex(c => c.OnlyRowId).IsUnique();
    }
}

internal sealed class StatementNoteConfiguration : IEntityTypeConfiguration<StatementNote>
{
    public void Configure(EntityTypeBuilder<StatementNote> note)
    {
        note.ToTable("Disbursements_StatementNotes");
        note.Property(n => n.Id).ValueGeneratedNever();
        note.Property(n => n.Note).HasMaxLength(StatementNote.TextLength);
        note.Property(n => n.WrittenByName).HasMaxLength(200);
        note.HasOne<StatementRow>().WithMany().HasForeignKey(n => n.RowId).HasConstraintName("FK_Disbursements_StatementNotes_Row").OnDelete(DeleteBehavior.Restrict);
        note.HasOne<BatchLine>().WithMany().HasForeignKey(n => n.TransferId).HasConstraintName("FK_Disbursements_StatementNotes_Transfer").OnDelete(DeleteBehavior.Restrict);
        note.HasIndex(n => n.RowId).IsUnique();
        note.HasIndex(n => n.TransferId).IsUnique();
    }
}
