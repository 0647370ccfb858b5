using Charity.Disbursements.Subjects;
using Charity.Platform.Workflow;

namespace Charity.Disbursements.Requests;

/// <summary>Takes an approval down whose account is no longer the payee's, and tells the payee.</summary>
internal sealed class PaymentAnnulling(IWorkflowDoor door, PaymentSubjects subjects, TimeProvider clock)
{
    private const string Reason = "The bank account changed after the approval.";

    /// <returns>Whether it fell; not when money of it is paid or with the bank.</returns>
    public async Task<bool> AnnulAsync(PaymentRequest payment, CancellationToken cancellationToken)
    {
        if ((await door.FireAsync(PaymentProcess.Table, payment, PaymentProcess.Annul, expectedVersion: null, Reason, cancellationToken)).Failure is not null)
        {
            return false;
        }

        payment.InvalidateApprovals(Reason, clock.GetUtcNow());
        var subject = subjects.Of(payment);
        await subject.SettleAsync(payment, cancellationToken);
        await subject.TellAsync(
            payment, "annulled", T => T["The approval of {0} has fallen", payment.Title],
            T => [T["Your bank account was changed after the payment had been approved. Once the bureau has verified the new account, ask for the payment again."]], cancellationToken);
        return true;
    }
}
