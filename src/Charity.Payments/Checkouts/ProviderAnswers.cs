using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Charity.Payments.Events;
using Charity.Payments.Gateways;
using Charity.Payments.Webhooks;

namespace Charity.Payments.Checkouts;

/// <summary>
/// Turns what a provider answered when asked into an event of the inbox, so that there is one path into the books. Its id names the
/// session and its state: the same answer heard again is a duplicate.
/// </summary>
internal sealed class ProviderAnswers(InboxWriter inbox, IEnumerable<IWebhookSource> sources, TimeProvider clock)
{
    /// <summary>Stores the answer when it says anything; an open page says nothing.</summary>
    public async Task HeedAsync(string provider, ProviderCheckout answer, CancellationToken cancellationToken)
    {
        if (answer.Status == ProviderCheckout.Open)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var eventId = $"refresh:{answer.SessionId}:{answer.Status}:{answer.PaymentStatus}";
        var type = answer.Status == ProviderCheckout.Expired ? EventTypes.Expired : EventTypes.Completed;
        var isLive = sources.First(source => source.Provider == provider).IsLive;
        var payload = Envelope(eventId, type, now, isLive, answer.Json);
        var envelope = EventEnvelope.Read(payload) ?? throw new PaymentGatewayException(GatewayFault.Refused, "The provider's answer cannot be kept as an event.");

        // The id alone stands for the content: an object that is fetched twice may differ in what does not matter.
        var incoming = new IncomingEvent(Guid.CreateVersion7(now), provider, envelope with { ContentHash = SHA256.HashData(Encoding.ASCII.GetBytes(eventId)) }, now.UtcDateTime, payload);
        if (inbox.Add(incoming) is { } stored)
        {
            await stored.WaitAsync(cancellationToken);
        }
    }

    private static byte[] Envelope(string eventId, string type, DateTimeOffset now, bool isLive, ReadOnlyMemory<byte> session)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteString("id", eventId);
            json.WriteString("object", "event");
            json.WriteNumber("created", now.ToUnixTimeSeconds());
            json.WriteBoolean("livemode", isLive);
            json.WriteString("type", type);
            json.WriteStartObject("data");
            json.WritePropertyName("object");
            json.WriteRawValue(session.Span);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return memory.ToArray();
    }
}
