using Charity.Platform.Alerts;

namespace Charity.Payments.Events;

/// <summary>One alert per event at most; it leads to the event's page.</summary>
internal static class EventAlerts
{
    public static string KeyOf(Guid inboxId) => $"payment-event:{inboxId:N}";

    public static string UrlOf(Guid inboxId) => $"/admin/payments/events/{inboxId:D}";

    public static Task RaiseAsync(IAlerts alerts, Guid inboxId, string message, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        alerts.RaiseAsync(KeyOf(inboxId), Permissions.ViewPaymentEvents, UrlOf(inboxId), message, arguments, cancellationToken);
}
