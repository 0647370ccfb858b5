using System.Text.RegularExpressions;
using System.Xml;
using Charity.Platform.Requests;

namespace Charity.Platform.Files.Checks;

/// <summary>
/// Judges Office files (ECMA-376, an Open Packaging zip): one of the three kinds, without macros, controls, objects of other programs, files inside
/// but other Office files (a chart keeps its figures in one), and anything that is loaded from outside. Links that a reader clicks may lead to the web.
/// </summary>
internal sealed partial class OfficeCheck(string called)
{
    /// <summary>Of all parts together, unpacked, in bytes.</summary>
    private const long MostUnpacked = 256 * 1024 * 1024;

    /// <summary>Text packs well, but a long part of a document never two hundred times.</summary>
    private const int MostPacking = 200, LongPart = 8 * 1024 * 1024;

    /// <summary>Of a part that is looked into, in bytes.</summary>
    private const int LargestTable = 4 * 1024 * 1024, LargestText = 32 * 1024 * 1024, LargestInside = 32 * 1024 * 1024;

    private const string ContentTypes = "[Content_Types].xml";
    private long _unpacked;

    public Result<AttachmentKind> Judge(Stream file) => Judge(file, isInside: false);

    private Result<AttachmentKind> Judge(Stream file, bool isInside)
    {
        if (ZipPackage.Open(file) is not { } package)
        {
            return AttachmentRefusals.Damaged(called);
        }

        if (!package.Parts.Any(IsContentTypes))
        {
            return AttachmentRefusals.Archive(called);
        }

        if (package.Parts.Any(part => MacroPart().IsMatch(part.Name)))
        {
            return AttachmentRefusals.Macros(called);
        }

        if (package.Parts.Any(part => part.Length > LongPart && part.Length / MostPacking > part.PackedLength) || package.Parts.Sum(part => part.Length) > MostUnpacked)
        {
            return AttachmentRefusals.Packed(called);
        }

        return JudgeParts(package, isInside);
    }

    private Result<AttachmentKind> JudgeParts(ZipPackage package, bool isInside)
    {
        var types = Read(package, package.Parts.Single(IsContentTypes), LargestTable);
        if (types.Failure is { } lost)
        {
            return lost;
        }

        var texts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var kind = JudgeContentTypes(types.Value, texts);
        foreach (var part in package.Parts.Where(part => !IsContentTypes(part)))
        {
            // By its type, and in a Word file by its name too: not every program asks for the type.
            var isText = texts.Contains("/" + part.Name) || texts.Contains(Path.GetExtension(part.Name)) || (kind.Succeeded && kind.Value == AttachmentKind.Word && part.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase));
            var read = Read(package, part, IsRelationships(part) ? LargestTable : IsPlaceForFiles(part) ? LargestInside : isText ? LargestText : FirstBytes.Length);
            if ((read.Failure ?? WhyNot(part, read.Value, isInside, isText)) is { } refusal)
            {
                return refusal;
            }
        }

        return kind;
    }

    /// <summary>Reads the part to its end, so that its claims are proved; answers with its first bytes, or with all where more must be looked at.</summary>
    /// <param name="most">As many bytes are kept; more than <see cref="FirstBytes.Length"/> means all, and that a longer part is refused.</param>
    private Result<MemoryStream> Read(ZipPackage package, ZipPart part, int most)
    {
        if (package.OpenPart(part) is not { } content)
        {
            return AttachmentRefusals.Damaged(called);
        }

        var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        long length = 0;
        try
        {
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                length += read;
                _unpacked += read;
                if (_unpacked > MostUnpacked)
                {
                    return AttachmentRefusals.Packed(called);
                }

                if (length > part.Length)
                {
                    return AttachmentRefusals.Damaged(called);
                }

                kept.Write(buffer, 0, (int)Math.Min(read, most - kept.Length));
            }
        }
        catch (InvalidDataException)
        {
            return AttachmentRefusals.Damaged(called);
        }

        var isCut = length > kept.Length && most > FirstBytes.Length;
        kept.Position = 0;
        return isCut ? AttachmentRefusals.Packed(called) : length == part.Length ? kept : AttachmentRefusals.Damaged(called);
    }

    private Failure? WhyNot(ZipPart part, MemoryStream content, bool isInside, bool isText)
    {
        if (IsRelationships(part))
        {
            return WhyNotRelationships(content);
        }

        if (isText && WhyNotText(content) is { } refusal)
        {
            return refusal;
        }

        return FirstBytes.Judge(content.GetBuffer().AsSpan(0, (int)Math.Min(content.Length, FirstBytes.Length))) switch
        {
            FirstImpression.Program => AttachmentRefusals.Program(called),
            FirstImpression.OldOffice or FirstImpression.Archive => AttachmentRefusals.Embedded(called),
            FirstImpression.Zip when isInside || !IsPlaceForFiles(part) => AttachmentRefusals.Embedded(called),
            FirstImpression.Zip => Judge(content, isInside: true).Failure,
            _ => null,
        };
    }

    private Failure? WhyNotText(MemoryStream content)
    {
        try
        {
            using var reader = XmlReader.Create(content, Strict(LargestText));
            return WordFields.FirstFromOutside(reader) is { } field ? AttachmentRefusals.Outside(called, field) : null;
        }
        catch (XmlException)
        {
            return AttachmentRefusals.Damaged(called);
        }
    }

    /// <param name="texts">Gets the names of the parts with text that may hold fields, and the endings of such parts.</param>
    private Result<AttachmentKind> JudgeContentTypes(MemoryStream content, HashSet<string> texts)
    {
        var kinds = new HashSet<AttachmentKind>();
        try
        {
            using var reader = XmlReader.Create(content, Strict(LargestTable));
            while (reader.Read())
            {
                var type = reader.NodeType == XmlNodeType.Element ? reader.GetAttribute("ContentType") ?? string.Empty : string.Empty;
                if (MacroType().IsMatch(type))
                {
                    return AttachmentRefusals.Macros(called);
                }

                if (type.Contains("activeX", StringComparison.OrdinalIgnoreCase))
                {
                    return AttachmentRefusals.Embedded(called);
                }

                if (FromOutsideType().IsMatch(type))
                {
                    return AttachmentRefusals.Outside(called, reader.GetAttribute("PartName") ?? type);
                }

                if (type.Contains("wordprocessingml", StringComparison.OrdinalIgnoreCase))
                {
                    texts.Add(reader.GetAttribute("PartName") ?? "." + reader.GetAttribute("Extension"));
                }

                if (new[] { AttachmentKind.Word, AttachmentKind.Excel, AttachmentKind.PowerPoint }.FirstOrDefault(kind => IsMain(kind, type)) is { } found)
                {
                    kinds.Add(found);
                }
            }
        }
        catch (XmlException)
        {
            return AttachmentRefusals.Damaged(called);
        }

        return kinds.Count == 1 ? kinds.Single() : AttachmentRefusals.Unknown(called);
    }

    private Failure? WhyNotRelationships(MemoryStream content)
    {
        try
        {
            using var reader = XmlReader.Create(content, Strict(LargestTable));
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Relationship"
                    && WhyNotRelationship(reader.GetAttribute("Type") ?? string.Empty, (reader.GetAttribute("Target") ?? string.Empty).Trim(), reader.GetAttribute("TargetMode")) is { } refusal)
                {
                    return refusal;
                }
            }

            return null;
        }
        catch (XmlException)
        {
            return AttachmentRefusals.Damaged(called);
        }
    }

    private Failure? WhyNotRelationship(string type, string target, string? mode)
    {
        // A part of foreign text (HTML, RTF) that the program takes over when it opens the document.
        if (type.EndsWith("/aFChunk", StringComparison.OrdinalIgnoreCase))
        {
            return AttachmentRefusals.Embedded(called);
        }

        // What it names is in a part of this file, but that part leads to another file or to a running program (DDE).
        if (type.EndsWith("/externalLink", StringComparison.OrdinalIgnoreCase))
        {
            return AttachmentRefusals.Outside(called, target);
        }

        var leads = string.Equals(mode, "External", StringComparison.OrdinalIgnoreCase) || Absolute().IsMatch(target);
        var isClicked = type.EndsWith("/hyperlink", StringComparison.OrdinalIgnoreCase) && (target.StartsWith('#') || WebAddress().IsMatch(target));
        return leads && !isClicked ? AttachmentRefusals.Outside(called, target) : null;
    }

    private static XmlReaderSettings Strict(int largest) => new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = largest };

    private static bool IsContentTypes(ZipPart part) => string.Equals(part.Name, ContentTypes, StringComparison.OrdinalIgnoreCase);

    private static bool IsRelationships(ZipPart part) => part.Name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    private static bool IsPlaceForFiles(ZipPart part) => part.Name.Contains("/embeddings/", StringComparison.OrdinalIgnoreCase);

    private static bool IsMain(AttachmentKind kind, string type) => string.Equals(type, kind.ContentType + ".main+xml", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"(^|/)(vbaProject|vbaProjectSignature\w*|vbaData)\.\w+$|/macrosheets/", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MacroPart();

    [GeneratedRegex("macroEnabled|vbaProject|macrosheet", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MacroType();

    /// <summary>Links to other workbooks and to running programs, and connections to databases and the web.</summary>
    [GeneratedRegex(@"externalLink|\.connections\+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FromOutsideType();

    [GeneratedRegex(@"^([a-z][a-z0-9+.-]*:|//|\\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Absolute();

    [GeneratedRegex("^(https?|mailto|tel):", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WebAddress();
}
