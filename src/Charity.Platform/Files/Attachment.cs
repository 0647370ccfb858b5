using Charity.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Platform.Files;

internal enum AttachmentState
{
    Stored,

    /// <summary>Refused because the scanner found something. The row says who sent what; its bytes were never kept.</summary>
    Infected,

    /// <summary>Taken away; its bytes are gone unless another row has the same.</summary>
    Removed,
}

/// <summary>A private file of some module's thing. The bytes lie in <see cref="AttachmentFolder"/> under their hash.</summary>
[Audited]
internal sealed class Attachment
{
    private Attachment()
    {
    }

    public Guid Id { get; private init; }
    public string OwnerKind { get; private init; } = null!;
    public Guid OwnerId { get; private init; }
    public string Purpose { get; private init; } = null!;

    /// <summary>Like every name here kept out of the audit trail, from which nothing is ever taken.</summary>
    [NotAudited]
    public string FileName { get; private init; } = null!;
    public string ContentType { get; private init; } = null!;

    /// <summary>In bytes.</summary>
    public long Length { get; private init; }

    /// <summary>SHA-256 of the content in lower-case hex.</summary>
    public string Sha256 { get; private init; } = null!;
    public DateTime UploadedUtc { get; private init; }
    public Guid? UploadedById { get; private init; }

    /// <summary>Empty when the account is erased by now.</summary>
    [NotAudited]
    public string UploadedByName { get; private init; } = null!;
    public AttachmentState State { get; private set; }

    public static Attachment Of(AttachmentUpload upload, CheckedFile file, (Guid? Id, string Name) uploader, DateTimeOffset now, AttachmentState state) => new()
    {
        Id = Guid.CreateVersion7(now),
        OwnerKind = upload.Owner.Kind,
        OwnerId = upload.Owner.Id,
        Purpose = upload.Purpose,
        FileName = file.Name,
        ContentType = file.ContentType,
        Length = file.Received.Length,
        Sha256 = file.Received.Sha256,
        UploadedUtc = now.UtcDateTime,
        UploadedById = uploader.Id,
        UploadedByName = uploader.Name,
        State = state,
    };

    public void Remove() => State = AttachmentState.Removed;

    public AttachmentInfo ToInfo() => new(Id, Purpose, FileName, ContentType, Length, UploadedUtc, UploadedByName);
}

internal sealed class AttachmentConfiguration : IEntityTypeConfiguration<Attachment>
{
    public const int WordLength = 50;

    public void Configure(EntityTypeBuilder<Attachment> attachment)
    {
        attachment.ToTable("Platform_Attachments");
        attachment.Property(a => a.Id).ValueGeneratedNever();
        attachment.Property(a => a.OwnerKind).HasMaxLength(WordLength);
        attachment.Property(a => a.Purpose).HasMaxLength(WordLength);
        attachment.Property(a => a.FileName).HasMaxLength(AttachmentName.MaximumLength);
        attachment.Property(a => a.ContentType).HasMaxLength(100);
        attachment.Property(a => a.Sha256).HasMaxLength(64);
        attachment.Property(a => a.UploadedByName).HasMaxLength(200);
        attachment.HasIndex(a => new { a.OwnerId, a.OwnerKind });
        attachment.HasIndex(a => a.Sha256);
    }
}
