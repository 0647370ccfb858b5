using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Charity.Platform.Files.Checks;

/// <summary>The fields of a Word text (ECMA-376 part 1, 17.16): a code that Word carries out when it opens or updates the document.</summary>
internal static partial class WordFields
{
    /// <summary>The code of the first field that brings something in from outside; null when there is none. Codes may be split over many runs, and fields lie within fields.</summary>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static string? FirstFromOutside(XmlReader reader)
    {
        // The first catches what stands in no field.
        var codes = new Stack<StringBuilder>([new StringBuilder()]);
        var isCode = false;
        while (reader.Read())
        {
            if (reader.NodeType is XmlNodeType.Element)
            {
                isCode = reader is { LocalName: "instrText" or "delInstrText", IsEmptyElement: false };
                if (Attribute(reader, "instr") is { } simple && FromOutside().IsMatch(simple))
                {
                    return simple;
                }

                var mark = reader.LocalName == "fldChar" ? Attribute(reader, "fldCharType") : null;
                if (mark == "begin")
                {
                    codes.Push(new StringBuilder());
                }
                else if (mark == "end" && codes.Pop().ToString() is var code && FromOutside().IsMatch(code))
                {
                    return code;
                }

                // More ends than beginnings.
                if (codes.Count == 0)
                {
                    codes.Push(new StringBuilder());
                }
            }
            else if (reader.NodeType is XmlNodeType.EndElement)
            {
                isCode = false;
            }
            else if (isCode && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                codes.Peek().Append(reader.Value);
            }
        }

        return codes.Select(code => code.ToString()).FirstOrDefault(code => FromOutside().IsMatch(code));
    }

    private static string? Attribute(XmlReader reader, string name)
    {
        string? found = null;
        while (found is null && reader.MoveToNextAttribute())
        {
            found = reader.LocalName == name ? reader.Value : null;
        }

        reader.MoveToElement();
        return found;
    }

    [GeneratedRegex(@"^\W*(DDE|DDEAUTO|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|RD|DATABASE)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FromOutside();
}
