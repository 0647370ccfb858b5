using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Requests;

/// <summary>The payee's account has changed: what was approved for the old one falls in the same transaction, and the payee is told.</summary>
internal sealed class AnnulChangedPayments(CharityDbContext db, PaymentDesk desk, PaymentAnnulling annulling) : INotificationHandler<PayeeAccountChanged>
{
    public async Task Handle(PayeeAccountChanged notification, CancellationToken cancellationToken)
    {
        // In the order in which everybody takes their locks.
        var approved = await db.Set<PaymentRequest>().Where(request => request.OrganisationId == notification.OrganisationId && request.State == PaymentProcess.Approved)
            .OrderBy(request => request.Id).Select(request => request.Id).ToListAsync(cancellationToken);
        foreach (var id in approved)
        {
            await annulling.AnnulAsync((await desk.TakeAsync(id, cancellationToken)).Value, cancellationToken);
        }
    }
}
