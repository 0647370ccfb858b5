using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Charity.Platform.Files.Checks;

/// <summary>One file of a zip, as its directory describes it. The lengths are claims until the entry was read.</summary>
internal sealed record ZipPart(string Name, ushort Method, long PackedLength, long Length, long Offset);

/// <summary>
/// Reads a zip (PKWARE APPNOTE 6.3) without believing it. The framework's own reader stops at the length an entry claims, so an entry that lies would
/// look small here and be large for whoever opens it; and it keeps every entry of a directory in memory, however many there are.
/// </summary>
internal sealed class ZipPackage
{
    private const uint DirectoryMark = 0x02014b50, LocalMark = 0x04034b50;
    private const int EndLength = 22, WideLocatorLength = 20, WideEndLength = 56 + WideLocatorLength, DirectoryHeaderLength = 46, LocalHeaderLength = 30;
    private const ushort Plain = 0, Deflated = 8, Encrypted = 1, WideField = 1;

    /// <summary>In bytes; some four thousand entries.</summary>
    private const int LargestDirectory = 1024 * 1024;

    private readonly Stream _file;

    private ZipPackage(Stream file, IReadOnlyList<ZipPart> parts) => (_file, Parts) = (file, parts);

    public IReadOnlyList<ZipPart> Parts { get; }

    /// <summary>Null when the file is no zip of the plain kind that Office programs write: one disk, no encryption, nothing before or behind it.</summary>
    public static ZipPackage? Open(Stream file)
    {
        var tail = ReadAt(file, Math.Max(0, file.Length - EndLength - ushort.MaxValue), EndLength + ushort.MaxValue);
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || at + EndLength > tail.Length)
        {
            return null;
        }

        var end = tail.AsSpan(at);
        long count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]), length = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]), offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        var endsAt = file.Length - tail.Length + at;

        // Some exporters always write the wide form beside the narrow one, whose numbers then may say nothing.
        if (ReadWideEnd(tail.AsSpan(0, at)) is { } wide)
        {
            if ((count != ushort.MaxValue && count != wide.Count) || (length != uint.MaxValue && length != wide.Length) || (offset != uint.MaxValue && offset != wide.Offset))
            {
                return null;
            }

            (count, length, offset) = wide;
            endsAt -= WideEndLength;
        }

        return BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) == end.Length - EndLength && length is >= 0 and <= LargestDirectory && offset >= 0 && offset + length == endsAt
            && ReadDirectory(ReadAt(file, offset, (int)length), count) is { } parts
            ? new ZipPackage(file, parts)
            : null;
    }

    private static (long Count, long Length, long Offset)? ReadWideEnd(ReadOnlySpan<byte> before) =>
        before.Length >= WideEndLength && before[^WideLocatorLength..].StartsWith("PK\u0006\u0007"u8) && before[^WideEndLength..] is var wide && wide.StartsWith("PK\u0006\u0006"u8)
            ? (BinaryPrimitives.ReadInt64LittleEndian(wide[32..]), BinaryPrimitives.ReadInt64LittleEndian(wide[40..]), BinaryPrimitives.ReadInt64LittleEndian(wide[48..]))
            : null;

    /// <summary>The part's content, whatever length it claims; null when its own header contradicts the directory.</summary>
    /// <exception cref="InvalidDataException">While reading: the content is damaged.</exception>
    public Stream? OpenPart(ZipPart part)
    {
        if (ReadAt(_file, part.Offset, LocalHeaderLength) is not { Length: LocalHeaderLength } header || BinaryPrimitives.ReadUInt32LittleEndian(header) != LocalMark
            || BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(8)) != part.Method)
        {
            return null;
        }

        int name = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26)), extra = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        var begin = part.Offset + LocalHeaderLength + name + extra;
        if (begin + part.PackedLength > _file.Length || Encoding.UTF8.GetString(ReadAt(_file, part.Offset + LocalHeaderLength, name)) != part.Name)
        {
            return null;
        }

        _file.Position = begin;
        var packed = new FirstPartOf(_file, part.PackedLength);
        return part.Method == Deflated ? new DeflateStream(packed, CompressionMode.Decompress) : packed;
    }

    private static List<ZipPart>? ReadDirectory(ReadOnlySpan<byte> directory, long count)
    {
        var parts = new List<ZipPart>();
        while (directory.Length >= DirectoryHeaderLength && BinaryPrimitives.ReadUInt32LittleEndian(directory) == DirectoryMark)
        {
            var flags = BinaryPrimitives.ReadUInt16LittleEndian(directory[8..]);
            var method = BinaryPrimitives.ReadUInt16LittleEndian(directory[10..]);
            long packed = BinaryPrimitives.ReadUInt32LittleEndian(directory[20..]), length = BinaryPrimitives.ReadUInt32LittleEndian(directory[24..]), offset = BinaryPrimitives.ReadUInt32LittleEndian(directory[42..]);
            int name = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]), extra = BinaryPrimitives.ReadUInt16LittleEndian(directory[30..]), comment = BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            var next = DirectoryHeaderLength + name + extra + comment;
            if (next > directory.Length || !Widen(directory.Slice(DirectoryHeaderLength + name, extra), ref length, ref packed, ref offset) || (flags & Encrypted) != 0 || method is not (Plain or Deflated) || (method == Plain && packed != length))
            {
                return null;
            }

            parts.Add(new ZipPart(Encoding.UTF8.GetString(directory.Slice(DirectoryHeaderLength, name)), method, packed, length, offset));
            directory = directory[next..];
        }

        // Programs disagree which of two parts of one name they take.
        return directory.IsEmpty && parts.Count == count && parts.DistinctBy(part => part.Name, StringComparer.OrdinalIgnoreCase).Count() == count ? parts : null;
    }

    /// <summary>Numbers too large for their place, or made to look so, stand in the wide extra field (4.5.3); false when it lacks one.</summary>
    private static bool Widen(ReadOnlySpan<byte> extra, ref long length, ref long packed, ref long offset)
    {
        while (extra.Length >= 4 && BinaryPrimitives.ReadUInt16LittleEndian(extra) != WideField)
        {
            extra = extra[Math.Min(extra.Length, 4 + BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]))..];
        }

        var numbers = extra.Length >= 4 ? extra[4..Math.Min(extra.Length, 4 + BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]))] : [];
        return WidenOne(ref numbers, ref length) && WidenOne(ref numbers, ref packed) && WidenOne(ref numbers, ref offset);
    }

    private static bool WidenOne(ref ReadOnlySpan<byte> numbers, ref long number)
    {
        if (number != uint.MaxValue)
        {
            return true;
        }

        if (numbers.Length < sizeof(long))
        {
            return false;
        }

        number = BinaryPrimitives.ReadInt64LittleEndian(numbers);
        numbers = numbers[sizeof(long)..];
        return number is >= 0 and <= uint.MaxValue;
    }

    private static byte[] ReadAt(Stream file, long offset, int length)
    {
        if (offset > file.Length)
        {
            return [];
        }

        var bytes = new byte[Math.Min(length, file.Length - offset)];
        file.Position = offset;
        file.ReadExactly(bytes);
        return bytes;
    }
}

/// <summary>The next bytes of a stream as a stream of their own.</summary>
internal sealed class FirstPartOf(Stream whole, long length) : Stream
{
    private long _left = length;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = whole.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
