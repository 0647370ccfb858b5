using Charity.Platform.Alerts;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Jobs;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Payments.Events;

/// <summary>Lets a parked event be tried again, because its cause is gone.</summary>
[Requires(Permissions.RetryPaymentEvents)]
internal sealed record RetryPaymentEvent(Guid Id) : ICommand;

internal sealed class RetryPaymentEventHandler(
    CharityDbContext db, IAlerts alerts, IAuditTrail audit, UnitOfWork unitOfWork, Signal<ProcessEvents> signal, TimeProvider clock) : IRequestHandler<RetryPaymentEvent, Result>
{
    public async Task<Result> Handle(RetryPaymentEvent request, CancellationToken cancellationToken)
    {
        var parked = await db.Set<InboxEvent>().FirstOrDefaultAsync(e => e.Id == request.Id, cancellationToken);
        if (parked is null)
        {
            return Failure.NotFound("payment_event_unknown", "There is no such payment event.");
        }

        if (parked.State != InboxState.Parked)
        {
            return Failure.Conflict("event_not_parked", "This event does not wait for anybody any more.");
        }

        parked.Retry(clock.GetUtcNow().UtcDateTime);
        await alerts.ResolveAsync(EventAlerts.KeyOf(parked.Id), cancellationToken);
        audit.Record("PaymentEvent.Retried", parked.EventId);
        unitOfWork.AfterCommit(signal.Raise);
        return Result.Ok;
    }
}
