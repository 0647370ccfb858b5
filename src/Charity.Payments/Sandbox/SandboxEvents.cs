using System.Globalization;
using System.Text.Json;
using Charity.Payments.Contracts;
using Charity.Payments.Events;

namespace Charity.Payments.Sandbox;

/// <summary>Writes the sandbox's objects and events in the shape of Stripe's API version 2026-07-29.</summary>
internal static class SandboxEvents
{
    private const string ApiVersion = "2026-07-29.dahlia";

    /// <summary>The session as it stands at <paramref name="nowUtc"/>: a <c>checkout.session</c>.</summary>
    public static byte[] Session(SandboxSession session, DateTime nowUtc) => Write(json => WriteSession(json, session, nowUtc));

    /// <summary>The events that follow from what has just happened on the page, each with the time it is due.</summary>
    public static IEnumerable<(string Type, DateTime DueUtc)> Following(SandboxSession session, DateTime nowUtc) => session.Outcome switch
    {
        SandboxOutcome.Succeed => [(EventTypes.Completed, nowUtc)],
        SandboxOutcome.SucceedLater => [(EventTypes.Completed, nowUtc), (EventTypes.LaterSucceeded, session.SettlesUtc!.Value)],
        SandboxOutcome.FailLater => [(EventTypes.Completed, nowUtc), (EventTypes.LaterFailed, session.SettlesUtc!.Value)],
        SandboxOutcome.Expire => [(EventTypes.Expired, nowUtc)],
        _ => [],
    };

    /// <summary>What the sandbox owes the site after the payer has acted.</summary>
    public static List<SandboxDelivery> Owed(SandboxSession session, DateTime nowUtc) => Following(session, nowUtc)
        .Select(following =>
        {
            var id = Guid.CreateVersion7(new DateTimeOffset(following.DueUtc, TimeSpan.Zero));
            return SandboxDelivery.Owe(id, session.Id, Event($"evt_{id:N}", following.Type, session, following.DueUtc), following.DueUtc);
        })
        .ToList();

    /// <summary>An event about the session as it stands at <paramref name="createdUtc"/>.</summary>
    public static byte[] Event(string id, string type, SandboxSession session, DateTime createdUtc) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("object", "event");
        json.WriteString("api_version", ApiVersion);
        json.WriteNumber("created", Unix(createdUtc));
        json.WriteStartObject("data");
        json.WritePropertyName("object");
        WriteSession(json, session, createdUtc);
        json.WriteEndObject();
        json.WriteBoolean("livemode", false);
        json.WriteNumber("pending_webhooks", 1);
        json.WriteNull("request");
        json.WriteString("type", type);
        json.WriteEndObject();
    });

    private static void WriteSession(Utf8JsonWriter json, SandboxSession session, DateTime nowUtc)
    {
        json.WriteStartObject();
        json.WriteString("id", session.Id);
        json.WriteString("object", "checkout.session");
        json.WriteNumber("amount_total", session.AmountMinor);
        json.WriteString("cancel_url", session.CancelUrl);
        json.WriteString("client_reference_id", session.ClientReferenceId);
        json.WriteNumber("created", Unix(session.CreatedUtc));
        json.WriteString("currency", session.Currency.ToLowerInvariant());
        json.WriteNumber("expires_at", Unix(session.ExpiresUtc));
        json.WriteBoolean("livemode", false);
        json.WriteStartObject("metadata");
        json.WriteString("attempt", session.Attempt.ToString(CultureInfo.InvariantCulture));
        json.WriteString("reference", session.Reference);
        json.WriteEndObject();
        json.WriteString("mode", "payment");
        json.WriteString("payment_intent", session.PaymentId);
        json.WriteStartArray("payment_method_types");
        json.WriteStringValue(SandboxGateway.Name);
        json.WriteEndArray();
        json.WriteString("payment_status", session.IsPaid(nowUtc) ? "paid" : "unpaid");
        json.WriteString("status", StatusOf(session, nowUtc));
        json.WriteString("success_url", session.SuccessUrl);
        json.WriteString("url", session.CanBePaid(nowUtc) ? session.Url : null);
        json.WriteEndObject();
    }

    public static string StatusOf(SandboxSession session, DateTime nowUtc) => session.Status switch
    {
        SandboxStatus.Complete => "complete",
        SandboxStatus.Open when session.CanBePaid(nowUtc) => "open",
        _ => "expired",
    };

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var memory = new MemoryStream(1024);
        using (var json = new Utf8JsonWriter(memory))
        {
            write(json);
        }

        return memory.ToArray();
    }

    private static long Unix(DateTime utc) => new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeSeconds();
}
