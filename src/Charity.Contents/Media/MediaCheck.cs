using Charity.Platform.Requests;

namespace Charity.Contents.Media;

/// <summary>What a file is, judged by its content; its name only has to agree.</summary>
/// <param name="IsPicture">May be shown inside a page; everything else is offered as a download.</param>
internal sealed record MediaKind(string ContentType, bool IsPicture, params string[] Extensions)
{
    public static readonly MediaKind Svg = new("image/svg+xml", true, ".svg");
    public static readonly MediaKind Pdf = new("application/pdf", false, ".pdf");
    private static readonly MediaKind Jpeg = new("image/jpeg", true, ".jpg", ".jpeg");
    private static readonly MediaKind Png = new("image/png", true, ".png");
    private static readonly MediaKind Gif = new("image/gif", true, ".gif");
    private static readonly MediaKind WebP = new("image/webp", true, ".webp");

    /// <summary>The kind whose first bytes these are (the formats' own magic numbers), or null. SVG has none: it is XML.</summary>
    public static MediaKind? Of(ReadOnlySpan<byte> content) => content switch
    {
        [0xFF, 0xD8, 0xFF, ..] => Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => Gif,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebP,
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => Pdf,
        _ => null,
    };

    public static bool IsPictureType(string contentType) => contentType.StartsWith("image/", StringComparison.Ordinal);
}

internal static class MediaCheck
{
    /// <summary>In bytes: 10 MB.</summary>
    public const int MaximumLength = 10 * 1024 * 1024;

    public static Result<MediaKind> Judge(string path, byte[] content)
    {
        if (content.Length == 0)
        {
            return Failure.Field("File", "file_empty", "The file is empty.");
        }

        if (content.Length > MaximumLength)
        {
            return TooLarge;
        }

        var extension = Path.GetExtension(path);
        if (MediaKind.Svg.Extensions.Contains(extension))
        {
            return SvgCheck.WhyNot(content) is { } refusal ? refusal : MediaKind.Svg;
        }

        return MediaKind.Of(content) is not { } kind
            ? Failure.Field("File", "file_kind_unknown", "This is none of the kinds of file that can be shown: JPEG, PNG, WebP, GIF, SVG or PDF.")
            : kind.Extensions.Contains(extension)
                ? kind
                : Failure.Field("File", "file_kind_differs", "The content of the file does not fit the ending {0} of its name.", extension);
    }

    public static Failure TooLarge => Failure.Field("File", "file_too_large", "The file is larger than 10 MB. Make it smaller, then upload it again.");
}
