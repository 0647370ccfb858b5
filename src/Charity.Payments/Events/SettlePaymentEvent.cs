using Charity.Platform.Alerts;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Payments.Events;

/// <summary>Somebody has dealt with what an event raised (another amount, an unknown order, a second payment): the alert is closed, the event stays as it is.</summary>
[Requires(Permissions.RetryPaymentEvents)]
internal sealed record SettlePaymentEvent(Guid Id) : ICommand;

internal sealed class SettlePaymentEventHandler(CharityDbContext db, IAlerts alerts, IAuditTrail audit) : IRequestHandler<SettlePaymentEvent, Result>
{
    public async Task<Result> Handle(SettlePaymentEvent request, CancellationToken cancellationToken)
    {
        var settled = await db.Set<InboxEvent>().AsNoTracking().FirstOrDefaultAsync(e => e.Id == request.Id, cancellationToken);
        if (settled is null)
        {
            return Failure.NotFound("payment_event_unknown", "There is no such payment event.");
        }

        if (settled.State == InboxState.Parked)
        {
            return Failure.Conflict("event_parked", "A parked event is not settled by looking at it: try it again once its cause is gone.");
        }

        await alerts.ResolveAsync(EventAlerts.KeyOf(settled.Id), cancellationToken);
        audit.Record("PaymentEvent.Settled", settled.EventId);
        return Result.Ok;
    }
}
