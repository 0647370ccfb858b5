using Charity.Disbursements.Subjects;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Requests;

/// <summary>The payee's account has changed: what was approved for the old one falls in the same transaction, and the payee is told.</summary>
internal sealed class AnnulChangedPayments(CharityDbContext db, PaymentDesk desk, IWorkflowDoor door, PaymentSubjects subjects, TimeProvider clock) : INotificationHandler<PayeeAccountChanged>
{
    public async Task Handle(PayeeAccountChanged notification, CancellationToken cancellationToken)
    {
        var approved = await db.Set<PaymentRequest>().Where(request => request.OrganisationId == notification.OrganisationId && request.State == PaymentProcess.Approved)
            .Select(request => request.Id).ToListAsync(cancellationToken);
        foreach (var id in approved)
        {
            var payment = (await desk.TakeAsync(id, cancellationToken)).Value;
            const string Reason = "The bank account changed after the approval.";
            if ((await door.FireAsync(PaymentProcess.Table, payment, PaymentProcess.Annul, expectedVersion: null, Reason, cancellationToken)).Failure is not null)
            {
                continue;
            }

            payment.InvalidateApprovals(Reason, clock.GetUtcNow());
            await subjects.Of(payment).SettleAsync(payment, cancellationToken);
            await subjects.Of(payment).TellAsync(
                payment, "annulled", T => T["The approval of {0} has fallen", payment.Title],
                T => [T["Your bank account was changed after the payment had been approved. Once the bureau has verified the new account, ask for the payment again."]], cancellationToken);
        }
    }
}
