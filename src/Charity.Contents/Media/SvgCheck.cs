using System.Text.RegularExpressions;
using System.Xml;
using Charity.Platform.Requests;

namespace Charity.Contents.Media;

/// <summary>
/// Accepts drawings and nothing else: an SVG is a document that may carry script, foreign markup and references to other hosts, so
/// every element must be on the list, every reference must stay inside the file, and nothing may react to an event.
/// </summary>
internal static partial class SvgCheck
{
    private const string Svg = "http://www.w3.org/2000/svg";
    private const string XLink = "http://www.w3.org/1999/xlink";
    private const string Xml = "http://www.w3.org/XML/1998/namespace";
    private const string Xmlns = "http://www.w3.org/2000/xmlns/";

    private static readonly HashSet<string> Elements =
    [
        "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath",
        "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker", "filter", "feGaussianBlur", "feOffset", "feBlend", "feColorMatrix",
        "feFlood", "feComposite", "feMerge", "feMergeNode", "feDropShadow",
    ];

    /// <summary>Why the file cannot be accepted, or null.</summary>
    public static Failure? WhyNot(byte[] content)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MediaCheck.MaximumLength };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(content), settings);
            var isFirst = true;
            while (reader.Read())
            {
                if (WhyNot(reader, isFirst) is { } refusal)
                {
                    return refusal;
                }

                isFirst &= reader.NodeType != XmlNodeType.Element;
            }

            return null;
        }
        catch (XmlException)
        {
            return Failure.Field("File", "svg_broken", "The SVG cannot be read. Save it again as plain SVG.");
        }
    }

    private static Failure? WhyNot(XmlReader node, bool isFirst) => node.NodeType switch
    {
        XmlNodeType.Element when node.NamespaceURI != Svg || !Elements.Contains(node.LocalName) || (isFirst && node.LocalName != "svg") => Refuse($"<{node.Name}>"),
        XmlNodeType.Element => WhyNotAttributes(node),

        // A style sheet would be loaded from wherever it says.
        XmlNodeType.ProcessingInstruction => Refuse($"<?{node.Name}?>"),
        _ => null,
    };

    private static Failure? WhyNotAttributes(XmlReader element)
    {
        while (element.MoveToNextAttribute())
        {
            if (!IsHarmless(element.NamespaceURI, element.LocalName, element.Value))
            {
                return Refuse(element.Name);
            }
        }

        element.MoveToElement();
        return null;
    }

    private static bool IsHarmless(string space, string name, string value) => space switch
    {
        Xmlns => value is Svg or XLink,
        Xml => name is "space" or "lang",
        XLink => name == "href" && value.StartsWith('#'),
        "" => !name.StartsWith("on", StringComparison.OrdinalIgnoreCase) && (name != "href" || value.StartsWith('#')) && !Outside().IsMatch(value),
        _ => false,
    };

    private static Failure Refuse(string what) => Failure.Field("File", "svg_not_a_drawing", "The SVG contains {0}, which pictures here may not have. Save it as plain SVG, without script, styles and links.", what);

    // url(...) that is not url(#inside), an escape that could hide one, an import.
    [GeneratedRegex(@"url\(\s*['""]?(?!\s*['""]?#)|\\|@import|javascript:|expression\(", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Outside();
}
