using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Contents.Media;

internal sealed class MediaFileConfiguration : IEntityTypeConfiguration<MediaFile>
{
    public void Configure(EntityTypeBuilder<MediaFile> file)
    {
        file.ToTable("Contents_Media");
        file.HasKey(f => f.Path);
        file.Property(f => f.Path).HasMaxLength(MediaPath.MaximumLength).ValueGeneratedNever();
        file.Property(f => f.ContentType).HasMaxLength(50);
        file.Property(f => f.Sha256).HasMaxLength(64);
        file.Property(f => f.UploadedByName).HasMaxLength(256);
        file.Property(f => f.Version).IsConcurrencyToken();
        file.HasIndex(f => new { f.UploadedUtc, f.Path });
    }
}
