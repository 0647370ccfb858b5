using System.Text.Json;
using Charity.Payments.Checkouts;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Payments.Events;

/// <param name="Payload">Indented, with personal data and secrets masked.</param>
/// <param name="Order">The order it is about, when there is one of ours.</param>
/// <param name="Alert">What somebody has to look at; null when nothing is open.</param>
internal sealed record PaymentEventDetails(PaymentEventRow Event, bool IsLive, string Payload, PaymentEventOrder? Order, PaymentEventAlert? Alert, bool MayRetry);

internal sealed record PaymentEventOrder(string Reference, CheckoutState State, long AmountMinor, string Currency, string? ProviderObject);

internal sealed record PaymentEventAlert(string Message, object[] Arguments);

/// <summary>One event with its payload.</summary>
[Requires(Permissions.ViewPaymentEvents)]
internal sealed record ShowPaymentEvent(Guid Id) : IQuery<PaymentEventDetails>;

internal sealed class ShowPaymentEventHandler(CharityDbContext db, IPermissionService permissions) : IRequestHandler<ShowPaymentEvent, Result<PaymentEventDetails>>
{
    public async Task<Result<PaymentEventDetails>> Handle(ShowPaymentEvent request, CancellationToken cancellationToken)
    {
        var shown = await db.Set<InboxEvent>().AsNoTracking().FirstOrDefaultAsync(e => e.Id == request.Id, cancellationToken);
        if (shown is null)
        {
            return Failure.NotFound("payment_event_unknown", "There is no such payment event.");
        }

        var key = EventAlerts.KeyOf(shown.Id);
        var alert = await db.Set<Alert>().AsNoTracking().FirstOrDefaultAsync(a => a.Key == key && a.ResolvedUtc == null, cancellationToken);
        return new PaymentEventDetails(
            new PaymentEventRow(shown.Id, shown.Provider, shown.EventId, shown.Type, shown.State, shown.Attempts, shown.CreatedUtc, shown.ReceivedUtc, shown.DoneUtc, shown.Error),
            shown.IsLive,
            MaskedPayload.Of(shown.Payload),
            await OrderAsync(shown, cancellationToken),
            alert is null ? null : new PaymentEventAlert(alert.Message, alert.ReadArguments()),
            await permissions.HasAsync(Permissions.RetryPaymentEvents, cancellationToken));
    }

    private async Task<PaymentEventOrder?> OrderAsync(InboxEvent shown, CancellationToken cancellationToken)
    {
        if (!EventTypes.IsKnown(shown.Type) || CheckoutOf(shown) is not { } id)
        {
            return null;
        }

        return await db.Set<Checkout>()
            .Where(c => c.Id == id && c.Provider == shown.Provider)
            .Select(c => new PaymentEventOrder(c.Reference, c.State, c.AmountMinor, c.Currency, c.ProviderObject))
            .FirstOrDefaultAsync(cancellationToken);
    }

    private static Guid? CheckoutOf(InboxEvent shown)
    {
        try
        {
            return EventReader.Read(shown.EventId, shown.Type, shown.CreatedUtc, shown.Payload).Report?.CheckoutId;
        }
        catch (UnreadableEventException)
        {
            // Perhaps the very reason why it is parked; the page shows it without its order.
            return null;
        }
    }
}
