using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Organisations.Areas;

internal sealed class AreaNodeConfiguration : IEntityTypeConfiguration<AreaNode>
{
    public void Configure(EntityTypeBuilder<AreaNode> area)
    {
        area.ToTable("Organisations_Areas");
        area.Property(a => a.Id).ValueGeneratedNever();
        area.Property(a => a.Code).HasMaxLength(AreaNode.CodeLength);
        area.Property(a => a.Kind).HasConversion<string>().HasMaxLength(20);
        area.Property(a => a.Path).HasMaxLength(200);
        area.Property(a => a.Version).IsConcurrencyToken();
        area.Ignore(a => a.ParentCode);
        area.HasOne<AreaNode>().WithMany().HasForeignKey(a => a.ParentId).OnDelete(DeleteBehavior.Restrict);
        area.HasIndex(a => a.Code).IsUnique();
    }
}
