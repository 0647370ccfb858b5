using System.Globalization;
using System.Text.Json;
using Charity.Payments.Checkouts;

namespace Charity.Payments.Events;

/// <summary>The event types that are about an order. Everything else is ignored until a version of this site knows it.</summary>
internal static class EventTypes
{
    public const string Completed = "checkout.session.completed";
    public const string LaterSucceeded = "checkout.session.async_payment_succeeded";
    public const string LaterFailed = "checkout.session.async_payment_failed";
    public const string Expired = "checkout.session.expired";

    public static bool IsKnown(string type) => type is Completed or LaterSucceeded or LaterFailed or Expired;
}

/// <summary>The event is of a known type but does not have its shape: nobody can say what it means.</summary>
internal sealed class UnreadableEventException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What an event carries about an order, or why it is none of ours.</summary>
/// <param name="Report">Null when the event names no order (<c>client_reference_id</c>).</param>
/// <param name="Account">The connected account it is about; ours have none.</param>
internal sealed record ReadEvent(CheckoutReport? Report, string? Account);

/// <summary>
/// Reads events of the shape of Stripe's <c>checkout.session.*</c>. Unknown fields are tolerated; a field of the wrong kind makes the
/// event unreadable.
/// </summary>
internal static class EventReader
{
    /// <exception cref="UnreadableEventException">The payload is not such an event.</exception>
    public static ReadEvent Read(string eventId, string type, DateTime createdUtc, ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            var root = json.RootElement;
            var session = root.GetProperty("data").GetProperty("object");
            if (Text(session, "object") != "checkout.session")
            {
                throw new UnreadableEventException($"The object of {type} is not a checkout session.");
            }

            return new ReadEvent(Report(eventId, type, createdUtc, session), Text(root, "account"));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new UnreadableEventException($"The payload of {type} does not have the expected shape: {exception.Message}", exception);
        }
    }

    private static CheckoutReport? Report(string eventId, string type, DateTime createdUtc, JsonElement session)
    {
        if (!Guid.TryParse(Text(session, "client_reference_id"), out var checkoutId))
        {
            return null;
        }

        return new CheckoutReport(
            eventId,
            createdUtc,
            checkoutId,
            Attempt(session),
            Text(session, "id") ?? throw new UnreadableEventException("The checkout session has no id."),
            Claim(type, Text(session, "payment_status")),
            Number(session, "amount_total"),
            Text(session, "currency"),
            Text(session, "payment_intent"),
            Method(session));
    }

    private static PaymentClaim Claim(string type, string? paymentStatus) => (type, paymentStatus) switch
    {
        (EventTypes.Expired, _) => PaymentClaim.Expired,
        (EventTypes.LaterFailed, _) => PaymentClaim.Failed,
        (EventTypes.Completed or EventTypes.LaterSucceeded, "paid") => PaymentClaim.Paid,
        (EventTypes.Completed, "unpaid") => PaymentClaim.UnderWay,
        _ => PaymentClaim.Unclear,
    };

    private static int? Attempt(JsonElement session) =>
        session.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && int.TryParse(Text(metadata, "attempt"), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) ? attempt : null;

    /// <summary>How the payer paid, when the session offers only one way; otherwise the provider's payment knows it.</summary>
    private static string Method(JsonElement session) =>
        session.TryGetProperty("payment_method_types", out var methods) && methods.ValueKind == JsonValueKind.Array && methods.GetArrayLength() == 1
            ? methods[0].GetString() ?? string.Empty
            : string.Empty;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;

    private static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetInt64() : null;
}
