using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Decisions;

internal sealed class SelectionConfiguration : IEntityTypeConfiguration<Selection>
{
    public void Configure(EntityTypeBuilder<Selection> selection)
    {
        selection.ToTable("Ventures_Selections");
        selection.IsWorkflowInstance();
        selection.Property(s => s.Round).HasConversion<string>().HasMaxLength(20);
        selection.Property(s => s.Revision).IsConcurrencyToken();
        selection.Property(s => s.Line).IsJson();
        selection.Property(s => s.MinutesSha256).HasMaxLength(64);
        selection.Ignore(s => s.ValidSignatures);
        selection.HasOne<Call>().WithMany().HasForeignKey(s => s.CallId).OnDelete(DeleteBehavior.Restrict);
        selection.HasMany(s => s.Rows).WithOne().HasForeignKey(row => row.SelectionId).OnDelete(DeleteBehavior.Cascade);
        selection.HasMany(s => s.Signatures).WithOne().HasForeignKey(signature => signature.SelectionId).OnDelete(DeleteBehavior.Cascade);
        selection.HasIndex(s => new { s.CallId, s.Round }).IsUnique();
    }
}

internal sealed class SelectionRowConfiguration : IEntityTypeConfiguration<SelectionRow>
{
    public void Configure(EntityTypeBuilder<SelectionRow> row)
    {
        row.ToTable("Ventures_SelectionRows");
        row.HasKey(r => new { r.SelectionId, r.SubmissionId });
        row.Property(r => r.Outcome).HasConversion<string>().HasMaxLength(20);
        row.Property(r => r.Note).HasMaxLength(SelectionRow.NoteLength);
        row.HasOne<Submission>().WithMany().HasForeignKey(r => r.SubmissionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MinutesSignatureConfiguration : IEntityTypeConfiguration<MinutesSignature>
{
    public void Configure(EntityTypeBuilder<MinutesSignature> signature)
    {
        signature.ToTable("Ventures_MinutesSignatures");
        signature.Property(s => s.Id).ValueGeneratedNever();
        signature.Property(s => s.Name).HasMaxLength(100);
        signature.Property(s => s.Sha256).HasMaxLength(64);
        signature.HasIndex(s => new { s.SelectionId, s.UserId, s.Sha256 }).IsUnique();
    }
}
