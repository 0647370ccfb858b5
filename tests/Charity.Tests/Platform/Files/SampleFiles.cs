using System.IO.Compression;
using System.Text;

namespace Charity.Tests.Platform.Files;

/// <summary>Small files of every kind, good and bad, made here so that what is in them can be read.</summary>
internal static class SampleFiles
{
    private const string Types = "application/vnd.openxmlformats-officedocument.";
    public const string WordMain = Types + "wordprocessingml.document.main+xml";
    public const string ExcelMain = Types + "spreadsheetml.sheet.main+xml";
    public const string PowerPointMain = Types + "presentationml.presentation.main+xml";
    public const string MacroMain = "application/vnd.ms-word.document.macroEnabled.main+xml";
    public static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];
    public static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
    public static readonly byte[] WebP = [.. "RIFF\u0001\u0002\u0003\u0004WEBPVP8 "u8];
    public static readonly byte[] Heic = [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0];
    public static readonly byte[] Executable = [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0];
    public static readonly byte[] OldOffice = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0];

    static SampleFiles() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static byte[] Chinese(string text) => Encoding.GetEncoding("GB18030").GetBytes(text);

    public static byte[] Pdf(string objects = "1 0 obj <</Type /Catalog>> endobj") => Encoding.Latin1.GetBytes($"%PDF-1.7\n{objects}\n%%EOF");

    /// <summary>A PDF whose objects are packed, as most programs write them.</summary>
    /// <param name="keyword">What stands between the dictionary and the content.</param>
    /// <param name="dictionary">What else it says.</param>
    /// <param name="head">The first two bytes of the packed content, when not the usual ones.</param>
    public static byte[] PackedPdf(string objects, string keyword = "stream\r\n", string dictionary = "/Filter /FlateDecode", byte[]? head = null)
    {
        var packed = new MemoryStream();
        using (var pack = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            pack.Write(Encoding.Latin1.GetBytes(objects));
        }

        return
        [
            .. Encoding.Latin1.GetBytes($"%PDF-1.7\n2 0 obj <</Type /ObjStm /N 1 /First 4 {dictionary}>> {keyword}"),
            .. head ?? packed.ToArray()[..2], .. packed.ToArray()[2..], .. "\nendstream endobj\n%%EOF"u8,
        ];
    }

    /// <summary>A document whose text is <paramref name="body"/>, as its main part or another (<c>header</c>, <c>footnotes</c>).</summary>
    public static byte[] Word(string body, string part = "document.main") => Zip(
    [
        ("[Content_Types].xml", Encoding.UTF8.GetBytes($"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"hdr\" ContentType=\"{Types}wordprocessingml.{part}+xml\"/><Override PartName=\"/main.xml\" ContentType=\"{WordMain}\"/></Types>")),
        ("main.xml", part == "document.main" ? Text(body) : "<main/>"u8.ToArray()),
        ("word/other.hdr", part == "document.main" ? "<main/>"u8.ToArray() : Text(body)),
    ]);

    /// <summary>A field of Word, its code split into pieces as Word does between revisions.</summary>
    public static string Field(params string[] code) =>
        $"<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>{string.Concat(code.Select(piece => piece.StartsWith('<') ? piece : $"<w:r><w:instrText xml:space=\"preserve\">{piece}</w:instrText></w:r>"))}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";

    private static byte[] Text(string body) => Encoding.UTF8.GetBytes($"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{new string(' ', 10_000)}<w:p>{body}</w:p></w:body></w:document>");

    public static byte[] Office(string main, params (string Name, byte[] Content)[] parts) => Zip(
    [
        ("[Content_Types].xml", Encoding.UTF8.GetBytes($"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/main.xml\" ContentType=\"{main}\"/></Types>")),
        ("main.xml", "<main/>"u8.ToArray()),
        .. parts,
    ]);

    public static byte[] OfficeWithLink(string type, string target, string? mode = "External") => Office(
        WordMain,
        ("word/_rels/document.xml.rels", Encoding.UTF8.GetBytes($"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{type}\" Target=\"{target}\"{(mode is null ? "" : $" TargetMode=\"{mode}\"")}/></Relationships>")));

    public static byte[] Zip(params (string Name, byte[] Content)[] parts)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return file.ToArray();
    }

    /// <summary>The zip as exporters write it that keep all numbers wide, however small (Zip64).</summary>
    public static byte[] Widened(byte[] zip)
    {
        var end = zip.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        var offset = BitConverter.ToInt32(zip, end + 16);
        var directory = new MemoryStream();
        for (var at = offset; at < end;)
        {
            var nameLength = BitConverter.ToUInt16(zip, at + 28);
            var header = zip[at..(at + 46)];
            header.AsSpan(20, 8).Fill(0xFF);
            header.AsSpan(42, 4).Fill(0xFF);
            header[30] = 28;
            directory.Write([.. header, .. zip[(at + 46)..(at + 46 + nameLength)], 1, 0, 24, 0, .. Wide(BitConverter.ToUInt32(zip, at + 24)), .. Wide(BitConverter.ToUInt32(zip, at + 20)), .. Wide(BitConverter.ToUInt32(zip, at + 42))]);
            at += 46 + nameLength + BitConverter.ToUInt16(zip, at + 30) + BitConverter.ToUInt16(zip, at + 32);
        }

        var count = Wide(BitConverter.ToUInt16(zip, end + 10));
        return
        [
            .. zip[..offset], .. directory.ToArray(),
            .. "PK\u0006\u0006"u8, .. Wide(44), 45, 0, 45, 0, .. new byte[8], .. count, .. count, .. Wide(directory.Length), .. Wide(offset),
            .. "PK\u0006\u0007"u8, .. new byte[4], .. Wide(offset + directory.Length), 1, 0, 0, 0,
            .. "PK\u0005\u0006"u8, .. new byte[4], .. Enumerable.Repeat((byte)0xFF, 12), 0, 0,
        ];

        static byte[] Wide(long number) => BitConverter.GetBytes(number);
    }

    /// <summary>An Office file with a part of many zeroes, which pack a thousand times.</summary>
    /// <param name="claimed">The length the zip's directory claims; null for the true one.</param>
    public static byte[] Bomb(long zeroes, uint? claimed = null)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var types = new StreamWriter(zip.CreateEntry("[Content_Types].xml").Open()))
            {
                types.Write($"<Types><Override PartName=\"/main.xml\" ContentType=\"{ExcelMain}\"/></Types>");
            }

            using var part = zip.CreateEntry("xl/sheet1.xml").Open();
            var block = new byte[1024 * 1024];
            for (long written = 0; written < zeroes; written += block.Length)
            {
                part.Write(block);
            }
        }

        var bytes = file.ToArray();
        if (claimed is { } length)
        {
            var entry = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
            BitConverter.TryWriteBytes(bytes.AsSpan(entry + 24), length);
        }

        return bytes;
    }
}

/// <summary>As long as it says and not a byte in memory; counts how much of it was read.</summary>
internal sealed class EndlessStream(long length, bool tellsItsLength = false) : Stream
{
    public long BytesRead { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => tellsItsLength;
    public override bool CanWrite => false;
    public override long Length => length;

    public override long Position
    {
        get => BytesRead;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = (int)Math.Min(count, length - BytesRead);
        BytesRead += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
