namespace Charity.Platform.Files;

/// <summary>A kind of file that is taken, judged by its content; its name only has to agree.</summary>
/// <param name="Format">What people call it, in every language.</param>
internal sealed record AttachmentKind(string Format, string ContentType, params string[] Endings)
{
    public static readonly AttachmentKind Pdf = new("PDF", "application/pdf", ".pdf");
    public static readonly AttachmentKind Word = new("Word (docx)", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx");
    public static readonly AttachmentKind Excel = new("Excel (xlsx)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx");
    public static readonly AttachmentKind PowerPoint = new("PowerPoint (pptx)", "application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx");
    public static readonly AttachmentKind Jpeg = new("JPEG", "image/jpeg", ".jpg", ".jpeg");
    public static readonly AttachmentKind Png = new("PNG", "image/png", ".png");
    public static readonly AttachmentKind WebP = new("WebP", "image/webp", ".webp");
    public static readonly AttachmentKind Heic = new("HEIC", "image/heic", ".heic", ".heif");
    public static readonly AttachmentKind Text = new("TXT", "text/plain", ".txt", ".csv");

    /// <summary>Every ending a name may have, for the <c>accept</c> attribute of a form.</summary>
    public static readonly string Accepted = string.Join(',', new[] { Pdf, Word, Excel, PowerPoint, Jpeg, Png, WebP, Heic, Text }.SelectMany(kind => kind.Endings));
}

/// <summary>What the first bytes of a file say it is (the formats' own magic numbers). What says nothing may be text.</summary>
internal enum FirstImpression
{
    Pdf,
    Jpeg,
    Png,
    WebP,
    Heic,
    Zip,
    OldOffice,
    Archive,
    Program,
    WebPage,
    Drawing,
    Nothing,
}

internal static class FirstBytes
{
    /// <summary>As many as <see cref="Judge"/> wants to see.</summary>
    public const int Length = 4096;

    private static readonly string[] Program = ["#!"];
    private static readonly string[] WebPageMarks = ["<!doctype html", "<html", "<head", "<body", "<script", "<iframe"];
    private static readonly string[] DrawingMarks = ["<svg", "<?xml", "<!doctype", "<!entity"];

    public static FirstImpression Judge(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => FirstImpression.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => FirstImpression.Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => FirstImpression.WebP,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] when IsHeic(head[8..]) => FirstImpression.Heic,
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => FirstImpression.Pdf,
        [(byte)'P', (byte)'K', 0x03, 0x04, ..] => FirstImpression.Zip,
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => FirstImpression.OldOffice,
        [(byte)'P', (byte)'K', < 9, < 9, ..] or [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] or [(byte)'7', (byte)'z', 0xBC, 0xAF, ..]
            or [0x1F, 0x8B, ..] or [(byte)'B', (byte)'Z', (byte)'h', ..] or [0xFD, (byte)'7', (byte)'z', (byte)'X', ..] => FirstImpression.Archive,
        [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] or [0xCA, 0xFE, 0xBA, 0xBE, ..] or [0xCF, 0xFA, 0xED, 0xFE, ..] or [0x4C, 0x00, 0x00, 0x00, ..] => FirstImpression.Program,

        // A note may begin with these letters; a program has zeroes among its first bytes.
        [(byte)'M', (byte)'Z', ..] when head.Contains((byte)0) => FirstImpression.Program,
        _ => JudgeMarkup(head),
    };

    private static bool IsHeic(ReadOnlySpan<byte> brand) =>
        brand.StartsWith("heic"u8) || brand.StartsWith("heix"u8) || brand.StartsWith("heim"u8) || brand.StartsWith("heis"u8) || brand.StartsWith("mif1"u8) || brand.StartsWith("hevc"u8);

    /// <summary>Browsers look for markup after white space and marks of encoding; so does this.</summary>
    private static FirstImpression JudgeMarkup(ReadOnlySpan<byte> head)
    {
        var text = System.Text.Encoding.Latin1.GetString(head).Replace("\0", string.Empty, StringComparison.Ordinal).TrimStart('\u00EF', '\u00BB', '\u00BF', '\u00FF', '\u00FE', ' ', '\t', '\r', '\n', '\f').ToLowerInvariant();
        return Program.Any(mark => text.StartsWith(mark, StringComparison.Ordinal)) ? FirstImpression.Program
            : WebPageMarks.Any(mark => text.Contains(mark, StringComparison.Ordinal)) ? FirstImpression.WebPage
            : text.Contains("<svg", StringComparison.Ordinal) || DrawingMarks.Any(mark => text.StartsWith(mark, StringComparison.Ordinal)) ? FirstImpression.Drawing
            : FirstImpression.Nothing;
    }
}
