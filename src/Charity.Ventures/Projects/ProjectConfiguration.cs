using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Projects;

internal sealed class ProjectConfiguration : IEntityTypeConfiguration<Project>
{
    public void Configure(EntityTypeBuilder<Project> project)
    {
        project.ToTable("Ventures_Projects");
        project.IsWorkflowInstance();
        project.Property(p => p.Slug).HasMaxLength(Project.SlugLength);
        project.Property(p => p.Currency).HasMaxLength(3);
        project.Property(p => p.Milestones).IsJson();
        project.Property(p => p.Budget).IsJson();
        project.ComplexProperty(p => p.Figures);
        project.HasMany(p => p.Areas).WithOne().HasForeignKey(area => area.ProjectId).OnDelete(DeleteBehavior.Cascade);
        project.HasMany(p => p.Sources).WithOne().HasForeignKey(source => source.ProjectId).OnDelete(DeleteBehavior.Cascade);
        project.HasMany(p => p.Instalments).WithOne().HasForeignKey(instalment => instalment.ProjectId).OnDelete(DeleteBehavior.Cascade);
        project.HasIndex(p => p.Slug).IsUnique();
        project.HasIndex(p => p.SubmissionId).IsUnique();
        project.HasIndex(p => new { p.OrganisationId, p.State });
        project.HasIndex(p => new { p.State, p.RunsUntil });
        project.HasIndex(p => new { p.Year, p.Id });
        project.HasIndex(p => new { p.CallId, p.Id });
    }
}

internal sealed class ProjectAreaConfiguration : IEntityTypeConfiguration<ProjectArea>
{
    public void Configure(EntityTypeBuilder<ProjectArea> area)
    {
        area.ToTable("Ventures_ProjectAreas");
        area.HasKey(a => new { a.ProjectId, a.AreaCode });
        area.Property(a => a.AreaCode).HasMaxLength(50);
        area.HasIndex(a => a.AreaCode);
    }
}

internal sealed class ProjectSourceConfiguration : IEntityTypeConfiguration<ProjectSource>
{
    public void Configure(EntityTypeBuilder<ProjectSource> source)
    {
        source.ToTable("Ventures_ProjectSources");
        source.HasKey(s => new { s.ProjectId, s.Number });
        source.Property(s => s.Number).ValueGeneratedNever();
        source.Property(s => s.FundSlug).HasMaxLength(60);
    }
}

internal sealed class InstalmentConfiguration : IEntityTypeConfiguration<Instalment>
{
    public void Configure(EntityTypeBuilder<Instalment> instalment)
    {
        instalment.ToTable("Ventures_Instalments");
        instalment.IsWorkflowInstance();
        instalment.Property(i => i.Conditions).IsJson();
        instalment.Property(i => i.Parts!).IsJson();
        instalment.HasIndex(i => new { i.ProjectId, i.Number }).IsUnique();
        instalment.HasIndex(i => new { i.State, i.DueSinceUtc });
    }
}
