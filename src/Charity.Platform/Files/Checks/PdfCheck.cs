using System.Globalization;
using System.IO.Compression;
using Charity.Platform.Requests;

namespace Charity.Platform.Files.Checks;

/// <summary>
/// Looks through a PDF (ISO 32000-2) for what acts: scripts, started programs, files inside. Best effort: it reads names wherever they stand, also
/// written with #-escapes, and looks into streams packed by FlateDecode alone, where programs keep their objects; it is no PDF reader, and what is
/// packed otherwise stays unseen. A protected file hides everything, so it is refused.
/// </summary>
internal static class PdfCheck
{
    /// <summary>Of all packed objects together, in bytes.</summary>
    private const int MostUnpacked = 64 * 1024 * 1024;

    private const byte ZLibMark = 0x78;

    /// <summary>So that a file of nothing but beginnings of streams does not keep the site busy.</summary>
    private const int MostStreams = 20_000;

    public static Failure? WhyNot(byte[] pdf, string called)
    {
        if (WhyNotNames(pdf, called) is { } refusal)
        {
            return refusal;
        }

        var (at, streams, left) = (0, 0, MostUnpacked);
        for (int found; (found = pdf.AsSpan(at).IndexOf("stream"u8)) >= 0;)
        {
            at += found + "stream".Length;
            if (pdf.AsSpan(0, at).EndsWith("endstream"u8))
            {
                continue;
            }

            if (++streams > MostStreams)
            {
                return AttachmentRefusals.Damaged(called);
            }

            var begin = at + (pdf.AsSpan(at).StartsWith("\r\n"u8) ? 2 : 1);
            if (begin < pdf.Length && pdf[begin] == ZLibMark && WhyNotPacked(new MemoryStream(pdf, begin, pdf.Length - begin), ref left, called) is { } hidden)
            {
                return hidden;
            }
        }

        return null;
    }

    /// <summary>Packed objects begin with their numbers (7.5.7). Pictures and fonts seldom do, and are left alone.</summary>
    private static Failure? WhyNotPacked(MemoryStream packed, ref int left, string called)
    {
        var objects = new MemoryStream();
        var buffer = new byte[8 * 1024];
        try
        {
            using var content = new ZLibStream(packed, CompressionMode.Decompress);
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                if (objects.Length == 0 && buffer.AsSpan(0, read).TrimStart(" \t\r\n"u8) is not [>= (byte)'0' and <= (byte)'9', ..])
                {
                    return null;
                }

                left -= read;
                if (left < 0)
                {
                    return AttachmentRefusals.Packed(called);
                }

                objects.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            // Not packed after all, or damaged: readers mend what they can, so what could be read counts.
        }

        return WhyNotNames(objects.GetBuffer().AsSpan(0, (int)objects.Length), called);
    }

    /// <summary>Only names too long to stand in a picture's bytes by chance: every action needs one of them.</summary>
    private static Failure? WhyNotNames(ReadOnlySpan<byte> pdf, string called)
    {
        foreach (var name in new PdfNames(pdf))
        {
            var refusal = name switch
            {
                "JavaScript" => AttachmentRefusals.PdfScript(called),
                "Launch" or "GoToE" or "ImportData" or "RichMedia" => AttachmentRefusals.PdfLaunch(called),
                "EmbeddedFile" or "EmbeddedFiles" or "FileAttachment" => AttachmentRefusals.Embedded(called),
                "Encrypt" => AttachmentRefusals.PdfProtected(called),
                _ => null,
            };
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }
}

/// <summary>The names in a piece of PDF (ISO 32000-2, 7.3.5), unescaped; only those of the length that matters here.</summary>
internal ref struct PdfNames(ReadOnlySpan<byte> pdf)
{
    private const int Shortest = 5, Longest = 14;
    private ReadOnlySpan<byte> _rest = pdf;

    public string Current { get; private set; } = string.Empty;

    public readonly PdfNames GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_rest.IndexOf((byte)'/') is >= 0 and var slash)
        {
            _rest = _rest[(slash + 1)..];
            if (Read() is { Length: >= Shortest } name)
            {
                Current = name;
                return true;
            }
        }

        return false;
    }

    private string Read()
    {
        Span<char> name = stackalloc char[Longest];
        var length = 0;
        for (var at = 0; at < _rest.Length && IsRegular(_rest[at]); at++)
        {
            if (length == Longest)
            {
                return string.Empty;
            }

            var character = (char)_rest[at];
            if (character == '#' && at + 2 < _rest.Length && byte.TryParse(_rest.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var escaped))
            {
                character = (char)escaped;
                at += 2;
            }

            if (!char.IsAsciiLetter(character))
            {
                return string.Empty;
            }

            name[length++] = character;
        }

        return length < Shortest ? string.Empty : new string(name[..length]);
    }

    private static bool IsRegular(byte value) => value is > 0x20 and not ((byte)'/' or (byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)'%');
}
