using Charity.Contents.Types;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Contents.Items;

internal sealed class ContentItemConfiguration : IEntityTypeConfiguration<ContentItem>
{
    public void Configure(EntityTypeBuilder<ContentItem> item)
    {
        item.ToTable("Contents_ContentItems");
        item.HasKey(i => i.ContentItemVersionId);
        item.Property(i => i.ContentItemVersionId).HasMaxLength(ContentId.Length).ValueGeneratedNever();

        // By its name EF Core first takes it for the key, and leaves it optional when it is not.
        item.Property(i => i.ContentItemId).HasMaxLength(ContentId.Length).IsRequired();
        item.Property(i => i.ContentType).HasMaxLength(50);
        item.Property(i => i.DisplayText).HasMaxLength(ContentItem.TitleLength);
        item.Property(i => i.Owner).HasMaxLength(256);
        item.Property(i => i.Author).HasMaxLength(256);
        item.Property(i => i.Culture).HasMaxLength(10);
        item.Property(i => i.LocalizationSet).HasMaxLength(ContentItem.SetLength);
        item.Property(i => i.Path).HasMaxLength(ContentPath.MaximumLength);
        item.Property(i => i.Summary).HasMaxLength(ContentItem.SummaryLength);
        item.Property(i => i.Parts).HasConversion(parts => parts.Json, json => ContentParts.FromStored(json));
        item.Property(i => i.Version).IsConcurrencyToken();
        item.Ignore(i => i.IsDraft);
        item.Ignore(i => i.PlannedPath);
        item.Ignore(i => i.Markdown);
        item.Ignore(i => i.Stamp);

        // Only published versions have a path, so this is "unique among the published ones".
        item.HasIndex(i => i.Path).IsUnique();
        item.HasIndex(i => i.ContentItemId).IsUnique().HasFilter("\"Latest\"").HasDatabaseName("IX_Contents_ContentItems_Latest");
        item.HasIndex(i => new { i.ContentItemId, i.ModifiedUtc });
        item.HasIndex(i => new { i.LocalizationSet, i.Culture });

        // The public lists and the editors' list, each read from its end.
        item.HasIndex(i => new { i.ContentType, i.PublishedUtc, i.ContentItemId }).HasFilter("\"Published\"");
        item.HasIndex(i => new { i.ModifiedUtc, i.ContentItemVersionId }).HasFilter("\"Latest\"");
    }
}
