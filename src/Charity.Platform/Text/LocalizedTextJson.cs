using System.Text.Json;
using System.Text.Json.Serialization;

namespace Charity.Platform.Text;

/// <summary>
/// Reads and writes a <see cref="LocalizedText"/> as <c>{ "zh": "…", "en": "…" }</c>. Recipes may write a bare string, which is the Chinese text.
/// An unknown language is an error: a typing mistake in a recipe must not lose a translation silently.
/// </summary>
public sealed class LocalizedTextJson : JsonConverter<LocalizedText>
{
    public override LocalizedText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new LocalizedText(reader.GetString()!);
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A localized text is a string or an object with zh and en.");
        }

        string? zh = null, en = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var language = reader.GetString();
            reader.Read();
            switch (language)
            {
                case "zh": zh = ReadText(ref reader); break;
                case "en": en = ReadText(ref reader); break;
                default: throw new JsonException($"A localized text has zh and en, not {language}.");
            }
        }

        return new LocalizedText(zh ?? throw new JsonException("A localized text needs zh."), en);
    }

    public override void Write(Utf8JsonWriter writer, LocalizedText value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        writer.WriteString("zh", value.Zh);
        if (value.En is not null)
        {
            writer.WriteString("en", value.En);
        }

        writer.WriteEndObject();
    }

    private static string? ReadText(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Null => null,
        _ => throw new JsonException("Each language of a localized text is a string."),
    };
}
