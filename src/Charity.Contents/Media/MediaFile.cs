using Charity.Platform.Audit;
using Charity.Platform.Text;

namespace Charity.Contents.Media;

/// <summary>A picture or document under its public path. The bytes lie in <see cref="MediaStore"/> under their hash, so replacing a file is one change of this row.</summary>
[Audited]
internal sealed class MediaFile
{
    private MediaFile()
    {
    }

    /// <summary>Below <c>/media/</c>, e.g. <c>funds/meiyuan.svg</c>.</summary>
    public string Path { get; private init; } = null!;
    public string ContentType { get; private set; } = null!;

    /// <summary>In bytes.</summary>
    public long Length { get; private set; }

    /// <summary>SHA-256 of the content in lower-case hex.</summary>
    public string Sha256 { get; private set; } = null!;

    /// <summary>What the picture shows, for those who do not see it.</summary>
    public LocalizedText? AlternativeText { get; private set; }
    public Guid? UploadedById { get; private set; }
    public string UploadedByName { get; private set; } = null!;
    public DateTime UploadedUtc { get; private set; }
    public int Version { get; private set; }

    public static MediaFile At(string path) => new() { Path = path };

    public void Put(string contentType, StoredContent content, Guid? userId, string userName, DateTime now)
    {
        ContentType = contentType;
        Length = content.Length;
        Sha256 = content.Sha256;
        UploadedById = userId;
        UploadedByName = userName;
        UploadedUtc = now;
        Version++;
    }

    public void Describe(LocalizedText? alternativeText)
    {
        AlternativeText = alternativeText;
        Version++;
    }
}
