using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Charity.Platform.Text;

/// <summary>A text of the domain (a fund's name, a notice's title) in the site's two languages. Chinese is always there, English may be missing.</summary>
/// <param name="Zh">The Chinese text.</param>
/// <param name="En">The English text, or null; a blank one is kept as null.</param>
[JsonConverter(typeof(LocalizedTextJson))]
public sealed record LocalizedText(string Zh, string? En = null)
{
    // Chinese stays readable in the database instead of turning into \u escapes.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public string Zh { get; init; } = Zh ?? throw new ArgumentNullException(nameof(Zh));

    public string? En { get; init; } = string.IsNullOrWhiteSpace(En) ? null : En;

    /// <summary>The text for a reader: English for an English culture when there is one, otherwise Chinese.</summary>
    public string For(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        return En is not null && culture.TwoLetterISOLanguageName == "en" ? En : Zh;
    }

    /// <summary>The text in the current UI culture, so that a view may write it like a string.</summary>
    public override string ToString() => For(CultureInfo.CurrentUICulture);

    /// <summary>The stored form, <c>{"zh":"…","en":"…"}</c>; <c>en</c> is left out when missing.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Readable);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is not of that form, or <c>zh</c> is missing.</exception>
    public static LocalizedText FromJson(string json) =>
        JsonSerializer.Deserialize<LocalizedText>(json, Readable) ?? throw new JsonException("A localized text cannot be null.");
}
