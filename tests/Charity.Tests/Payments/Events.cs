using System.Globalization;
using System.Text.Json;
using Charity.Payments.Events;

namespace Charity.Tests.Payments;

/// <summary>Events of a provider, as a test wants them.</summary>
internal static class Events
{
    public static byte[] Completed(Guid checkoutId, string? eventId = null, string paymentStatus = "paid", long amountMinor = 10_000, string currency = "cny", bool isLive = false) =>
        Event(EventTypes.Completed, checkoutId, eventId, paymentStatus, amountMinor, currency, isLive);

    public static byte[] UnderWay(Guid checkoutId, string? eventId = null) => Completed(checkoutId, eventId, "unpaid");

    public static byte[] LaterSucceeded(Guid checkoutId, string? eventId = null) => Event(EventTypes.LaterSucceeded, checkoutId, eventId, "paid");

    public static byte[] LaterFailed(Guid checkoutId, string? eventId = null) => Event(EventTypes.LaterFailed, checkoutId, eventId, "unpaid");

    public static byte[] Expired(Guid checkoutId, string? eventId = null, int attempt = 1) => Event(EventTypes.Expired, checkoutId, eventId, "unpaid", attempt: attempt);

    public static string NewId() => $"evt_{Guid.NewGuid():N}";

    public static byte[] Event(
        string type, Guid? checkoutId, string? eventId = null, string paymentStatus = "paid", long amountMinor = 10_000, string currency = "cny", bool isLive = false, int attempt = 1,
        string? account = null, string? sessionId = null) => JsonSerializer.SerializeToUtf8Bytes(new
        {
            id = eventId ?? NewId(),
            @object = "event",
            account,
            created = 1_760_000_000,
            data = new
            {
                @object = new
                {
                    id = sessionId ?? $"cs_test_{checkoutId:N}_{attempt}",
                    @object = "checkout.session",
                    amount_total = amountMinor,
                    client_reference_id = checkoutId,
                    currency,
                    customer_details = new { email = "donor@example.org" },
                    metadata = new { attempt = attempt.ToString(CultureInfo.InvariantCulture) },
                    payment_intent = paymentStatus == "paid" ? $"pay_{sessionId ?? checkoutId?.ToString("N")}" : null,
                    payment_method_types = new[] { "sandbox" },
                    payment_status = paymentStatus,
                },
            },
            livemode = isLive,
            pending_webhooks = 1,
            type,
        });
}
