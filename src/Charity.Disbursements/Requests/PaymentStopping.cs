using Charity.Disbursements.Approvals;
using Charity.Disbursements.Subjects;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Charity.Ventures.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Requests;

/// <summary>A project was terminated: whatever of it is not with the bank is not paid any more, and its money is free again in the same transaction.</summary>
internal sealed class StopPayments(CharityDbContext db, PaymentDesk desk, PaymentStopping stopping) : INotificationHandler<ProjectTerminated>
{
    public async Task Handle(ProjectTerminated notification, CancellationToken cancellationToken)
    {
        var open = await db.Set<PaymentRequest>().Where(request => request.ProjectId == notification.ProjectId && PaymentProcess.Stoppable.Contains(request.State)).OrderBy(request => request.Id)
            .Select(request => request.Id).ToListAsync(cancellationToken);
        foreach (var id in open)
        {
            if (await stopping.StopAsync((await desk.TakeAsync(id, cancellationToken)).Value, cancellationToken) is { } failure)
            {
                throw new InvalidOperationException($"Payment request {id} could not be stopped: {failure.Code}.");
            }
        }

        await stopping.ReleaseProjectAsync(notification.ProjectId, notification.Slug, cancellationToken);
    }
}

/// <summary>Ends requests for what is over, and frees the money that is left.</summary>
internal sealed class PaymentStopping(CharityDbContext db, IWorkflowDoor door, PaymentSubjects subjects, PaymentReservations reservations, IProjectMoney projects, ILedger ledger, ILedgerTotals totals, ApprovalAlerts alerts, SiteTime time, TimeProvider clock)
{
    public async Task<Failure?> StopAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        if ((await door.FireAsync(PaymentProcess.Table, request, PaymentProcess.Stop, expectedVersion: null, note: null, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        await alerts.ResolveAsync(request, cancellationToken);
        await subjects.Of(request).SettleAsync(request, cancellationToken);
        return await reservations.ReleaseAsync(request, cancellationToken);
    }

    /// <summary>Gives back to its funds what stands committed to a terminated project and is not with the bank. Takes the books' lock.</summary>
    public async Task ReleaseProjectAsync(Guid projectId, string slug, CancellationToken cancellationToken)
    {
        var parts = (await projects.OfProjectAsync(slug, cancellationToken)).SelectMany(instalment => instalment.Parts).DistinctBy(part => part.CommittedCode).ToList();
        var balances = await totals.BalancesAsync([.. parts.Select(part => part.CommittedCode)], cancellationToken);

        // Through the change tracker, because requests may have moved in this transaction.
        await db.Set<PaymentRequest>().Where(request => request.ProjectId == projectId).Include(request => request.Parts).LoadAsync(cancellationToken);
        var withTheBank = db.Set<PaymentRequest>().Local.Where(request => request.ProjectId == projectId && request.State == PaymentProcess.Paying).SelectMany(request => request.Parts).ToLookup(part => part.CommittedCode);
        foreach (var part in parts)
        {
            var left = (balances.GetValueOrDefault(part.CommittedCode)?.PostedMinor ?? 0) - withTheBank[part.CommittedCode].Sum(sent => sent.AmountMinor);
            if (left <= 0)
            {
                continue;
            }

            var entry = new EntryDraft(
                Guid.CreateVersion7(clock.GetUtcNow()), EntryKinds.CommitmentReleased, $"project:{slug}", time.Today, [new PostingDraft(part.CommittedCode, part.AvailableCode, left)]);
            if ((await ledger.PostAsync([entry], cancellationToken)).Failure is { } failure)
            {
                throw new InvalidOperationException($"What project {slug} had left could not be given back: {failure.Code}.");
            }
        }
    }
}
