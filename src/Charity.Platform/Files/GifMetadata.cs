namespace Charity.Platform.Files;

/// <summary>
/// Blocks: a picture with its colours, or an extension; the bytes of both stand in sub-blocks, each behind its length, up to an empty one. Of the
/// extensions only how a picture is shown and how often the film is repeated are kept; comments, texts, XMP and whatever else an application wrote
/// are not. (CompuServe, Graphics Interchange Format 89a.)
/// </summary>
internal static class GifMetadata
{
    private const byte Picture = 0x2C, Extension = 0x21, Trailer = 0x3B, Control = 0xF9, Application = 0xFF;
    private const int ScreenEnd = 13, PictureHeader = 10;

    public static byte[] Remove(ReadOnlySpan<byte> content)
    {
        using var kept = new MemoryStream(content.Length);
        if (content.Length < ScreenEnd || ScreenEnd + ColoursOf(content[10]) is var position && position > content.Length)
        {
            return [];
        }

        kept.Write(content[..position]);

        // How a picture is shown stands before it; before a text that goes it goes too.
        ReadOnlySpan<byte> control = default;
        while (End(content, position) is { } end)
        {
            var block = content[position..end];
            position = end;
            switch (block)
            {
                case [Trailer]:
                    kept.Write(block);
                    return kept.ToArray();
                case [Picture, ..]:
                    kept.Write(control);
                    kept.Write(block);
                    control = default;
                    break;
                case [Extension, Control, 4, _, _, _, _, 0]:
                    control = block;
                    break;
                case [Extension, Application, 11, ..]:
                    WriteRepetition(kept, block);
                    break;
                default:
                    control = default;
                    break;
            }
        }

        return kept.ToArray();
    }

    /// <summary>The one sub-block 03 01 and the count of a film, without any that somebody put behind it.</summary>
    private static void WriteRepetition(MemoryStream kept, ReadOnlySpan<byte> block)
    {
        const int NameEnd = 14;
        if ((block[3..NameEnd].SequenceEqual("NETSCAPE2.0"u8) || block[3..NameEnd].SequenceEqual("ANIMEXTS1.0"u8)) && block[NameEnd..] is [3, 1, _, _, ..])
        {
            kept.Write(block[..(NameEnd + 4)]);
            kept.WriteByte(0);
        }
    }

    /// <summary>Where the block that begins there ends; null at the end, and where there is none that is whole.</summary>
    private static int? End(ReadOnlySpan<byte> content, int position) => position >= content.Length ? null : content[position] switch
    {
        Trailer => position + 1,
        Extension => EndOfSubBlocks(content, position + 2),
        Picture when position + PictureHeader <= content.Length => EndOfSubBlocks(content, position + PictureHeader + ColoursOf(content[position + PictureHeader - 1]) + 1),
        _ => null,
    };

    private static int? EndOfSubBlocks(ReadOnlySpan<byte> content, int position)
    {
        while (position < content.Length)
        {
            var length = content[position];
            position += 1 + length;
            if (length == 0)
            {
                return position;
            }
        }

        return null;
    }

    /// <summary>In bytes: three for each colour, 2 to 256 of them, if the table is there.</summary>
    private static int ColoursOf(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 0x07) + 1);
}
