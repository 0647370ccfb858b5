using System.Globalization;
using System.Security;
using System.Text;
using Charity.Platform.Text;
using QRCoder;

namespace Charity.Platform.Codes;

/// <summary>QR codes (ISO/IEC 18004) for posters and receipts, drawn as SVG: sharp at any size, and no image library is needed.</summary>
public static class QrCode
{
    /// <summary>The content type to send <see cref="Svg"/> with.</summary>
    public const string ContentType = "image/svg+xml";

    /// <summary>
    /// A standalone SVG of the code in error correction level M (15 % may be damaged), with the quiet zone of 4 modules that scanners need. Black on
    /// white whatever the theme, without style or script, so it passes every content security policy.
    /// </summary>
    /// <param name="text">What the code says, usually an address; up to about 2,300 bytes of UTF-8.</param>
    /// <param name="title">What a screen reader says; the text itself when null.</param>
    /// <exception cref="ArgumentException">The text is empty or too long for a code.</exception>
    public static string Svg(string text, string? title = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        using var data = Encode(text);
        var modules = data.ModuleMatrix;
        var name = SecurityElement.Escape(PlainText.Clean(title ?? text));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {modules.Count} {modules.Count}" role="img" shape-rendering="crispEdges"><title>{name}</title><path fill="#fff" d="M0 0h{modules.Count}v{modules.Count}H0z"/><path d="{Dark(data)}"/></svg>
            """);
    }

    private static QRCodeData Encode(string text)
    {
        try
        {
            return QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        }
        catch (QRCoder.Exceptions.DataTooLongException tooLong)
        {
            throw new ArgumentException("The text is too long for a QR code.", nameof(text), tooLong);
        }
    }

    // One run of dark modules is one rectangle.
    private static string Dark(QRCodeData data)
    {
        var path = new StringBuilder();
        for (var y = 0; y < data.ModuleMatrix.Count; y++)
        {
            var row = data.ModuleMatrix[y];
            for (var x = 0; x < row.Count; x++)
            {
                var start = x;
                while (x < row.Count && row[x])
                {
                    x++;
                }

                if (x > start)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
                }
            }
        }

        return path.ToString();
    }
}
