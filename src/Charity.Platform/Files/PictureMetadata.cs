using System.Buffers.Binary;
using System.Text;

namespace Charity.Platform.Files;

/// <summary>
/// Takes out of a picture what its camera and its editor wrote into it: where and when it was taken, with what, by whom, and earlier previews. The
/// picture itself is copied as it is, never compressed again. Only what is known to be needed to show it is kept, so that what nobody thought of is
/// gone too; of Exif data the orientation alone stays, written anew. Content that breaks off or lies about its lengths is kept as far as it can be read.
/// (JPEG: ITU-T T.81 annex B; PNG: W3C PNG, third edition, section 5; WebP: RFC 9649; GIF: <see cref="GifMetadata"/>; Exif: CIPA DC-008.)
/// </summary>
public static class PictureMetadata
{
    /// <summary>The picture without its metadata; content of another kind than JPEG, PNG, WebP and GIF as it is.</summary>
    public static byte[] Remove(byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content switch
        {
            [0xFF, 0xD8, 0xFF, ..] => JpegMetadata.Remove(content),
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => PngMetadata.Remove(content),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebPMetadata.Remove(content),
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => GifMetadata.Remove(content),
            _ => content,
        };
    }
}

/// <summary>Segments: FF, a marker, and but for a few markers a length of two bytes that counts itself. After a scan's header come its bits, until the next marker.</summary>
internal static class JpegMetadata
{
    private const byte StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA, App0 = 0xE0, App1 = 0xE1, App2 = 0xE2, App14 = 0xEE, App15 = 0xEF, Comment = 0xFE;

    public static byte[] Remove(ReadOnlySpan<byte> content)
    {
        using var kept = new MemoryStream(content.Length);
        kept.Write([0xFF, StartOfImage]);
        var orientation = OrientationOf(content);
        var position = 2;
        while (Next(content, ref position) is { } segment)
        {
            // Exif data stand behind JFIF's own header and before everything else.
            if (orientation is { } turned && segment.Marker != App0)
            {
                WriteOrientation(kept, turned);
                orientation = null;
            }

            if (IsNeeded(segment.Marker, content[segment.Body]))
            {
                kept.Write([0xFF, segment.Marker]);
                kept.Write(content[segment.Whole]);
            }

            // What follows the end is another picture, a film, or a camera's own notes.
            if (segment.Marker == EndOfImage)
            {
                break;
            }
        }

        return kept.ToArray();
    }

    private static bool IsNeeded(byte marker, ReadOnlySpan<byte> body) => marker switch
    {
        App0 => body.StartsWith("JFIF\0"u8),
        App2 => body.StartsWith("ICC_PROFILE\0"u8),
        App14 => body.StartsWith("Adobe"u8),
        >= App1 and <= App15 or Comment => false,
        _ => true,
    };

    private static int? OrientationOf(ReadOnlySpan<byte> content)
    {
        var position = 2;
        while (Next(content, ref position) is { Marker: not (StartOfScan or EndOfImage) } segment)
        {
            if (segment.Marker == App1 && content[segment.Body] is var body && body.StartsWith("Exif\0\0"u8))
            {
                return ExifOrientation.Read(body[6..]);
            }
        }

        return null;
    }

    private static void WriteOrientation(MemoryStream kept, int orientation)
    {
        var tiff = ExifOrientation.Write(orientation);
        kept.Write([0xFF, App1, 0, (byte)(2 + 6 + tiff.Length)]);
        kept.Write("Exif\0\0"u8);
        kept.Write(tiff);
    }

    /// <summary>The segment that begins there, with its bits if it is a scan; null at the end and where there is none.</summary>
    private static Segment? Next(ReadOnlySpan<byte> content, ref int position)
    {
        // A marker may be preceded by any number of FF.
        while (position + 1 < content.Length && content[position] == 0xFF && content[position + 1] == 0xFF)
        {
            position++;
        }

        if (position + 1 >= content.Length || content[position] != 0xFF || content[position + 1] == 0)
        {
            return null;
        }

        var marker = content[position + 1];
        var start = position + 2;
        if (marker is EndOfImage or StartOfImage or 0x01 or (>= 0xD0 and <= 0xD7))
        {
            position = start;
            return new Segment(marker, start..start, start..start);
        }

        if (start + 2 > content.Length || BinaryPrimitives.ReadUInt16BigEndian(content[start..]) is var length && (length < 2 || start + length > content.Length))
        {
            return null;
        }

        var end = start + length;
        position = marker == StartOfScan ? EndOfScan(content, end) : end;
        return new Segment(marker, start..position, (start + 2)..end);
    }

    /// <summary>In the bits FF stands before 00, or before the mark of a restart; before anything else it begins a marker.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> content, int position)
    {
        while (position < content.Length)
        {
            var next = content[position..].IndexOf((byte)0xFF);
            if (next < 0 || position + next + 1 >= content.Length)
            {
                return content.Length;
            }

            position += next;
            if (content[position + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                return position;
            }

            position += 2;
        }

        return content.Length;
    }

    /// <param name="Whole">Its length, its body and a scan's bits.</param>
    private readonly record struct Segment(byte Marker, Range Whole, Range Body);
}

/// <summary>Chunks: length, type, body, check sum.</summary>
internal static class PngMetadata
{
    private const int SignatureLength = 8, Around = 12;
    private static readonly string[] Needed = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "hIST", "pHYs", "sPLT", "acTL", "fcTL", "fdAT"];

    public static byte[] Remove(ReadOnlySpan<byte> content)
    {
        using var kept = new MemoryStream(content.Length);
        kept.Write(content[..SignatureLength]);
        for (var position = SignatureLength; position + Around <= content.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(content[position..]);
            if (length > content.Length - position - Around)
            {
                break;
            }

            var chunk = content.Slice(position, (int)length + Around);
            var type = Encoding.ASCII.GetString(chunk.Slice(4, 4));
            if (Needed.Contains(type, StringComparer.Ordinal))
            {
                kept.Write(chunk);
            }
            else if (type == "eXIf" && ExifOrientation.Read(chunk[8..^4]) is { } orientation)
            {
                WriteChunk(kept, "eXIf"u8, ExifOrientation.Write(orientation));
            }

            if (type == "IEND")
            {
                break;
            }

            position += chunk.Length;
        }

        return kept.ToArray();
    }

    private static void WriteChunk(MemoryStream kept, ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        kept.Write(number);
        kept.Write(type);
        kept.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, CheckSum([.. type, .. body]));
        kept.Write(number);
    }

    /// <summary>CRC-32 as PNG has it (annex D), bit by bit: it is over thirty bytes.</summary>
    private static uint CheckSum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var next in bytes)
        {
            sum ^= next;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
            }
        }

        return ~sum;
    }
}

/// <summary>Chunks of RIFF: type, length in little-endian, body, filled up to an even length.</summary>
internal static class WebPMetadata
{
    private const int HeaderLength = 12, ChunkHeader = 8;
    private const byte HasExif = 0x08, HasXmp = 0x04;
    private static readonly string[] Needed = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"];

    public static byte[] Remove(ReadOnlySpan<byte> content)
    {
        using var kept = new MemoryStream(content.Length);
        kept.Write(content[..HeaderLength]);
        byte[]? exif = null;
        for (var position = HeaderLength; position + ChunkHeader <= content.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(content[(position + 4)..]);
            if (length > content.Length - position - ChunkHeader)
            {
                break;
            }

            var chunk = content.Slice(position, Math.Min(ChunkHeader + (int)length + (int)(length & 1), content.Length - position));
            var type = Encoding.ASCII.GetString(chunk[..4]);
            if (Needed.Contains(type, StringComparer.Ordinal))
            {
                kept.Write(chunk);
            }
            else if (type == "EXIF" && chunk.Slice(ChunkHeader, (int)length) is var body && ExifOrientation.Read(body.StartsWith("Exif\0\0"u8) ? body[6..] : body) is { } orientation)
            {
                exif = ExifOrientation.Write(orientation);
            }

            position += chunk.Length;
        }

        if (exif is not null)
        {
            kept.Write("EXIF"u8);
            kept.Write([(byte)exif.Length, 0, 0, 0]);
            kept.Write(exif);
        }

        var picture = kept.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(picture.AsSpan(4), picture.Length - ChunkHeader);
        if (picture.Length > HeaderLength + ChunkHeader && picture.AsSpan(HeaderLength, 4).SequenceEqual("VP8X"u8))
        {
            ref var flags = ref picture[HeaderLength + ChunkHeader];
            flags = (byte)((flags & ~(HasExif | HasXmp)) | (exif is null ? 0 : HasExif));
        }

        return picture;
    }
}
