using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Charity.Platform.Requests;

namespace Charity.Platform.Files.Checks;

/// <summary>
/// Looks through a PDF (ISO 32000-2) for what acts: scripts, started programs, files inside. Best effort: it reads names wherever they stand, also
/// written with #-escapes, and looks into streams packed by FlateDecode alone, where programs keep their objects. It is no PDF reader: pictures and fonts
/// packed otherwise stay unseen. Objects packed otherwise are refused, and so is a protected file, which hides everything.
/// </summary>
internal static partial class PdfCheck
{
    /// <summary>Of all packed objects together, in bytes.</summary>
    private const int MostUnpacked = 64 * 1024 * 1024;

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
            var before = pdf.AsSpan(at, found);
            at += found + "stream".Length;
            var mustBeRead = HoldsObjects(before);
            if (pdf.AsSpan(0, at).EndsWith("endstream"u8))
            {
                if (mustBeRead)
                {
                    return AttachmentRefusals.PdfUnread(called);
                }

                continue;
            }

            if (++streams > MostStreams)
            {
                return AttachmentRefusals.Damaged(called);
            }

            // One line end is the rule (7.3.8.1), readers forgive more; no packed stream begins with white space.
            var content = pdf.AsSpan(at).TrimStart(WhiteSpace);
            if (mustBeRead && !CanBeRead(Unescape(before), content))
            {
                return AttachmentRefusals.PdfUnread(called);
            }

            if (IsPacked(content) && WhyNotPacked(new MemoryStream(pdf, pdf.Length - content.Length, content.Length), mustBeRead, ref left, called) is { } hidden)
            {
                return hidden;
            }
        }

        return null;
    }

    /// <summary>White space by 7.2.3.</summary>
    private static ReadOnlySpan<byte> WhiteSpace => "\0\t\n\f\r "u8;

    /// <summary>The head of a zlib stream (RFC 1950, 2.2), whatever its window and its zeal.</summary>
    private static bool IsPacked(ReadOnlySpan<byte> content) => content.Length >= 2 && (content[0] & 0x0F) == 8 && ((content[0] << 8) + content[1]) % 31 == 0;

    /// <summary>Packed once by FlateDecode and nothing else, or not packed at all; then the names in it were seen already.</summary>
    private static bool CanBeRead(string before, ReadOnlySpan<byte> content) =>
        IsPacked(content) ? !OtherwisePacked().IsMatch(before) : content is [>= (byte)'0' and <= (byte)'9', ..] && !Filtered().IsMatch(before);

    private static bool HoldsObjects(ReadOnlySpan<byte> before)
    {
        foreach (var name in new PdfNames(before))
        {
            if (name == "ObjStm")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What else than FlateDecode, once and as it is, may stand between the objects and whoever reads them; or that it is told elsewhere.</summary>
    [GeneratedRegex(@"/(DecodeParms|DP|LZW|LZWDecode|RL|RunLengthDecode|AHx|ASCIIHexDecode|A85|ASCII85Decode|Crypt)(?![A-Za-z0-9])|/Filter\s*(\d|%)|/(FlateDecode|Fl)\s*/(FlateDecode|Fl)(?![A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex OtherwisePacked();

    [GeneratedRegex("/(Filter|F)(?![A-Za-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Filtered();

    private static string Unescape(ReadOnlySpan<byte> before) =>
        Escape().Replace(Encoding.Latin1.GetString(before), escape => ((char)int.Parse(escape.ValueSpan[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex("#[0-9A-Fa-f]{2}", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();

    /// <summary>Packed objects begin with their numbers (7.5.7). Pictures and fonts seldom do, and are left alone.</summary>
    private static Failure? WhyNotPacked(MemoryStream packed, bool mustBeRead, ref int left, string called)
    {
        var objects = new MemoryStream();
        var buffer = new byte[8 * 1024];
        var isDamaged = false;
        try
        {
            using var content = new ZLibStream(packed, CompressionMode.Decompress);
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                var unpacked = buffer.AsSpan(0, read);
                if (objects.Length == 0)
                {
                    unpacked = unpacked.TrimStart(WhiteSpace);
                    if (unpacked is [not (>= (byte)'0' and <= (byte)'9'), ..])
                    {
                        return mustBeRead ? AttachmentRefusals.PdfUnread(called) : null;
                    }
                }

                left -= read;
                if (left < 0)
                {
                    return AttachmentRefusals.Packed(called);
                }

                objects.Write(unpacked);
            }
        }
        catch (InvalidDataException)
        {
            // Not packed after all, or damaged: readers mend what they can, so what could be read counts, and objects must be read to their end.
            isDamaged = true;
        }

        return WhyNotNames(objects.GetBuffer().AsSpan(0, (int)objects.Length), called)
            ?? (mustBeRead && (isDamaged || objects.Length == 0) ? AttachmentRefusals.PdfUnread(called) : null);
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
