using System.Globalization;
using System.Xml.Linq;
using Charity.Platform.Codes;

namespace Charity.Tests.Platform.Codes;

public sealed class QrCodeTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData("https://example.org/receipts/7?a=1&b=2")]
    [InlineData("湖湾区慈善会")]
    public void Svg_AnyText_IsAnAccessibleImageWithoutStyle(string text)
    {
        var root = XDocument.Parse(QrCode.Svg(text)).Root!;

        Assert.Equal(Svg + "svg", root.Name);
        Assert.Equal("img", (string?)root.Attribute("role"));
        Assert.Equal(text, root.Element(Svg + "title")!.Value);
        Assert.DoesNotContain(root.DescendantsAndSelf(), element => element.Attribute("style") is not null || element.Name.LocalName is "style" or "script");
    }

    [Fact]
    public void Svg_Title_IsEscaped() => Assert.Equal("<b>\"", XDocument.Parse(QrCode.Svg("x", "<b>\"\u0001")).Root!.Element(Svg + "title")!.Value);

    [Fact]
    public void Svg_Modules_HaveQuietZoneAndThreeFinders()
    {
        var root = XDocument.Parse(QrCode.Svg("hello")).Root!;
        var dark = root.Elements(Svg + "path").Last().Attribute("d")!.Value;

        Assert.Equal("0 0 29 29", (string?)root.Attribute("viewBox")); // version 1: 21 modules and 4 on each side
        foreach (var finder in new[] { (4, 4), (18, 4), (4, 18) })
        {
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"M{finder.Item1} {finder.Item2}h7v1h-7z"), dark, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Svg_TooLongText_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => QrCode.Svg(new string('x', 3000)));
        Assert.Throws<ArgumentException>(() => QrCode.Svg(""));
    }
}
