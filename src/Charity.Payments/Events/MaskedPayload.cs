using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Charity.Platform.Text;

namespace Charity.Payments.Events;

/// <summary>Shows an event's payload to people: indented, without anybody's personal data and without what opens a door.</summary>
internal static class MaskedPayload
{
    private const string Hidden = "****";

    /// <summary>Whole values that are hidden, by field name: secrets, pages that can be paid on, and what providers know about the payer.</summary>
    private static readonly HashSet<string> Secrets = new(StringComparer.OrdinalIgnoreCase)
    {
        "client_secret", "secret", "url", "hosted_invoice_url", "receipt_url", "success_url", "cancel_url", "address", "name", "phone", "ip", "ip_address", "fingerprint",
        "last4", "customer_details", "shipping_details", "collected_information",
    };

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(byte[] payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            using var memory = new MemoryStream();
            using (var writer = new Utf8JsonWriter(memory, Indented))
            {
                Write(json.RootElement, writer);
            }

            return Encoding.UTF8.GetString(memory.ToArray());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not readable; the bytes stay in the database for whoever has to know.
            return FormattableString.Invariant($"({payload.Length} bytes)");
        }
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    WriteValue(property, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String when element.GetString()!.Contains('@', StringComparison.Ordinal):
                writer.WriteStringValue(PersonalData.MaskEmail(element.GetString()));
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteValue(JsonProperty property, Utf8JsonWriter writer)
    {
        if (Secrets.Contains(property.Name) && property.Value.ValueKind != JsonValueKind.Null)
        {
            writer.WriteStringValue(Hidden);
        }
        else
        {
            Write(property.Value, writer);
        }
    }
}
