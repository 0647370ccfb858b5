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
    private const uint EndMark = 0x06054b50, DirectoryMark = 0x02014b50, LocalMark = 0x04034b50;
    private const int EndLength = 22, DirectoryHeaderLength = 46, LocalHeaderLength = 30;
    private const ushort Plain = 0, Deflated = 8, Encrypted = 1;

    /// <summary>In bytes; some four thousand entries.</summary>
    private const int LargestDirectory = 1024 * 1024;

    private readonly Stream _file;

    private ZipPackage(Stream file, IReadOnlyList<ZipPart> parts) => (_file, Parts) = (file, parts);

    public IReadOnlyList<ZipPart> Parts { get; }

    /// <summary>Null when the file is no zip of the plain kind that Office programs write: one disk, no encryption, nothing before or behind it.</summary>
    public static ZipPackage? Open(Stream file)
    {
        if (ReadAt(file, Math.Max(0, file.Length - EndLength - ushort.MaxValue), EndLength + ushort.MaxValue) is not { Length: >= EndLength } tail)
        {
            return null;
        }

        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + EndLength > tail.Length)
        {
            return null;
        }

        var mark = tail.AsSpan(end);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(mark[10..]), comment = BinaryPrimitives.ReadUInt16LittleEndian(mark[20..]);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(mark[12..]), offset = BinaryPrimitives.ReadUInt32LittleEndian(mark[16..]);
        var endsAt = file.Length - tail.Length + end;
        return BinaryPrimitives.ReadUInt32LittleEndian(mark) == EndMark && comment == mark.Length - EndLength && length <= LargestDirectory && offset + length == endsAt
            && ReadDirectory(ReadAt(file, offset, (int)length), count) is { } parts
            ? new ZipPackage(file, parts)
            : null;
    }

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

    private static List<ZipPart>? ReadDirectory(ReadOnlySpan<byte> directory, int count)
    {
        var parts = new List<ZipPart>(count);
        while (directory.Length >= DirectoryHeaderLength && BinaryPrimitives.ReadUInt32LittleEndian(directory) == DirectoryMark)
        {
            var flags = BinaryPrimitives.ReadUInt16LittleEndian(directory[8..]);
            var method = BinaryPrimitives.ReadUInt16LittleEndian(directory[10..]);
            long packed = BinaryPrimitives.ReadUInt32LittleEndian(directory[20..]), length = BinaryPrimitives.ReadUInt32LittleEndian(directory[24..]);
            int name = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]), extra = BinaryPrimitives.ReadUInt16LittleEndian(directory[30..]), comment = BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            var next = DirectoryHeaderLength + name + extra + comment;
            if (next > directory.Length || (flags & Encrypted) != 0 || method is not (Plain or Deflated) || (method == Plain && packed != length))
            {
                return null;
            }

            parts.Add(new ZipPart(Encoding.UTF8.GetString(directory.Slice(DirectoryHeaderLength, name)), method, packed, length, BinaryPrimitives.ReadUInt32LittleEndian(directory[42..])));
            directory = directory[next..];
        }

        // Programs disagree which of two parts of one name they take.
        return directory.IsEmpty && parts.Count == count && parts.DistinctBy(part => part.Name, StringComparer.OrdinalIgnoreCase).Count() == count ? parts : null;
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
