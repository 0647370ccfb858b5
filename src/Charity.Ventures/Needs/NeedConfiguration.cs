using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Needs;

internal sealed class NeedConfiguration : IEntityTypeConfiguration<Need>
{
    public void Configure(EntityTypeBuilder<Need> need)
    {
        need.ToTable("Ventures_Needs");
        need.IsWorkflowInstance();
        need.Property(n => n.Slug).HasMaxLength(100);
        need.Property(n => n.AreaCode).HasMaxLength(Need.CodeLength);
        need.Property(n => n.Category).HasMaxLength(Need.CodeLength);
        need.Property(n => n.ReturnReason).HasMaxLength(MoveNeed.NoteLength);
        need.Property(n => n.Outcome).HasMaxLength(MoveNeed.NoteLength);
        need.Property(n => n.Revision).IsConcurrencyToken();
        need.Ignore(n => n.Files);
        need.Ignore(n => n.AlertKey);
        need.HasOne<Call>().WithMany().HasForeignKey(n => n.CallId).OnDelete(DeleteBehavior.Restrict);
        need.HasIndex(n => n.Slug).IsUnique();
        need.HasIndex(n => new { n.State, n.Id });
        need.HasIndex(n => new { n.AreaCode, n.State });
        need.HasIndex(n => n.CallId);
    }
}
