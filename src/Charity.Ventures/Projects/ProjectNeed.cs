using Charity.Ventures.Needs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Projects;

/// <summary>A community's need that a project answers; both pages name the other.</summary>
internal sealed record ProjectNeed(Guid ProjectId, Guid NeedId);

internal sealed class ProjectNeedConfiguration : IEntityTypeConfiguration<ProjectNeed>
{
    public void Configure(EntityTypeBuilder<ProjectNeed> need)
    {
        need.ToTable("Ventures_ProjectNeeds");
        need.HasKey(n => new { n.ProjectId, n.NeedId });
        need.HasOne<Project>().WithMany().HasForeignKey(n => n.ProjectId).OnDelete(DeleteBehavior.Cascade);
        need.HasOne<Need>().WithMany().HasForeignKey(n => n.NeedId).OnDelete(DeleteBehavior.Cascade);
        need.HasIndex(n => n.NeedId);
    }
}
