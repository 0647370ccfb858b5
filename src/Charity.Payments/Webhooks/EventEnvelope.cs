using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Charity.Payments.Webhooks;

/// <summary>The outside of an event: enough to store it. What is inside <c>data</c> is read when it is worked off.</summary>
/// <param name="ContentHash">
/// SHA-256 of type, mode and <c>data</c>: what must be the same whenever the event is delivered again. Other fields
/// (<c>pending_webhooks</c>) may differ between deliveries.
/// </param>
internal sealed record EventEnvelope(string EventId, string Type, DateTime CreatedUtc, bool IsLive, byte[] ContentHash)
{
    public const int LongestId = 150;
    public const int LongestType = 100;

    /// <summary>Null when the body can never be an event: not JSON, or a part of the envelope is missing or of the wrong kind.</summary>
    public static EventEnvelope? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return ReadJson(body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is not UTF-8.
            return null;
        }
    }

    private static EventEnvelope? ReadJson(ReadOnlySpan<byte> body)
    {
        string? id = null, kind = null, type = null;
        long? created = null;
        bool? isLive = null;
        ReadOnlySpan<byte> data = default;
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                id = Text(ref reader);
            }
            else if (reader.ValueTextEquals("object"u8))
            {
                kind = Text(ref reader);
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                type = Text(ref reader);
            }
            else if (reader.ValueTextEquals("created"u8))
            {
                created = reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var seconds) ? seconds : null;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("livemode"u8))
            {
                isLive = reader.Read() && reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.TokenType == JsonTokenType.True : null;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                var isObject = reader.TokenType == JsonTokenType.StartObject;
                reader.Skip();
                data = isObject ? body[start..(int)reader.BytesConsumed] : default;
            }
            else
            {
                reader.Skip();
            }
        }

        // Anything but white space after the object is an error, and this read finds it.
        reader.Read();
        var isEvent = kind == "event" && IsName(id, LongestId) && IsName(type, LongestType) && !data.IsEmpty;
        return isEvent && isLive is { } live && Time(created) is { } createdUtc
            ? new EventEnvelope(id!, type!, createdUtc, live, Hash(type!, live, data))
            : null;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        reader.Skip();
        return text;
    }

    /// <summary>Printable ASCII: what providers use, and what no database chokes on.</summary>
    private static bool IsName(string? text, int longest) => text is { Length: > 0 } && text.Length <= longest && text.All(c => c is > ' ' and < '\x7f');

    private static DateTime? Time(long? seconds) =>
        seconds is >= 0 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value).UtcDateTime : null;

    private static byte[] Hash(string type, bool isLive, ReadOnlySpan<byte> data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(isLive ? $"{type}\nlive\n" : $"{type}\ntest\n"));
        hash.AppendData(data);
        return hash.GetHashAndReset();
    }
}
