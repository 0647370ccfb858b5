using Charity.Disbursements.Approvals;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Returns;
using Charity.Disbursements.Subjects;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;

namespace Charity.Disbursements.Requests;

/// <summary>Brings a request into the state that its transfers demand, and its subject with it.</summary>
internal sealed class PaymentSettling(IWorkflowDoor door, PaymentLines lines, PaymentSubjects subjects, PaymentStopping stopping, PaymentAnnulling annulling, ReturnDesk returns, ApprovalAlerts alerts)
{
    /// <param name="note">Stands in the history of every move.</param>
    public async Task<Failure?> SettleAsync(PaymentRequest request, string? note, CancellationToken cancellationToken)
    {
        var standing = await lines.StandingAsync(request.Id, cancellationToken);
        while (Demanded(request.State, standing) is { } trigger)
        {
            if ((await door.FireAsync(PaymentProcess.Table, request, trigger, expectedVersion: null, note, cancellationToken)).Failure is { } refusal)
            {
                return refusal;
            }

            if (trigger == PaymentProcess.Bounce && request.ProjectId is { } project && await returns.IsMoreThanPaidAsync(project, cancellationToken))
            {
                return Failure.Conflict("payee_has_returned_it", "The payee of payment {0} has paid money of it back already, so the transfer arrived. Clear that up with the bank.", request.Code);
            }
        }

        if (request.GiveUpMinor is not null && request.State != PaymentProcess.Paying)
        {
            // What was proposed to be given up was paid, or all of it came back.
            request.DropProposal();
            await alerts.ResolveGivingUpAsync(request, cancellationToken);
        }

        await subjects.Of(request).SettleAsync(request, cancellationToken);
        if (request.State == PaymentProcess.Approved && await subjects.Of(request).RefusalAsync(request, cancellationToken) is { Code: "account_changed" or "account_not_proved" })
        {
            // It changed while the bank had the payment: what came back is asked for anew.
            await annulling.AnnulAsync(request, cancellationToken);
        }

        return null;
    }

    /// <summary>What the bank did not pay of something that is over meanwhile is not tried again. Takes the books' lock.</summary>
    public async Task<Failure?> EndIfOverAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        if (request.State != PaymentProcess.Approved || !await subjects.Of(request).IsOverAsync(request, cancellationToken))
        {
            return null;
        }

        if (await stopping.StopAsync(request, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (request is { ProjectId: { } project, ProjectSlug: { } slug })
        {
            await stopping.ReleaseProjectAsync(project, slug, cancellationToken);
        }

        return null;
    }

    private static string? Demanded(string state, LineStanding standing) => state switch
    {
        PaymentProcess.Paid when standing.Free + standing.OnTheirWay > 0 => PaymentProcess.Bounce,
        PaymentProcess.Paying when standing.IsSettled => PaymentProcess.Pay,
        PaymentProcess.Paying when standing.IsUntouched => PaymentProcess.Fail,
        _ => null,
    };
}
