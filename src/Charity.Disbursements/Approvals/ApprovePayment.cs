using Charity.Disbursements.Requests;
using Charity.Disbursements.Subjects;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Charity.Ventures.Contracts;
using MediatR;

namespace Charity.Disbursements.Approvals;

/// <summary>Approves a payment: one step of its rule, bound to exactly what was looked at.</summary>
/// <param name="Version">The version that was looked at.</param>
/// <param name="Sha256">Of the content that was looked at.</param>
[Requires(Permissions.ApprovePayments)]
internal sealed record ApprovePayment(Guid Id, int Version, string? Sha256) : ICommand;

internal sealed class ApprovePaymentHandler(
    PaymentDesk desk, ApprovalRights rights, IWorkflowDoor door, PaymentSubjects subjects, PaymentReservations reservations, ApprovalAlerts alerts, ICurrentUser user, TimeProvider clock) : IRequestHandler<ApprovePayment, Result>
{
    public async Task<Result> Handle(ApprovePayment request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var payment = taken.Value;
        if (payment.Sha256 != request.Sha256)
        {
            return Failure.Conflict("content_changed", "The payment has changed since you looked at it. Look at it again, then decide.");
        }

        var step = payment.Standing.Count();
        var right = step < payment.Rule.Steps.Count ? (await rights.OfStepAsync(payment, payment.Rule.Steps[step].Permission, cancellationToken)) : (Delegation?)null;
        if ((await door.FireAsync(PaymentProcess.Table, payment, PaymentProcess.Approve, request.Version, note: payment.Sha256, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        payment.Approve(Approval.Of(payment.Id, step + 1, user.Id!.Value, user.Name, right.Value, payment.Sha256, clock.GetUtcNow()));
        await subjects.Of(payment).RecordDutyAsync(payment, PaymentDuty.Approve, cancellationToken);
        if (payment.Standing.Count() < payment.Rule.Steps.Count)
        {
            await alerts.RaiseAsync(payment, cancellationToken);
            return Result.Ok;
        }

        await alerts.ResolveAsync(payment, cancellationToken);
        if ((await door.FireAsync(PaymentProcess.Table, payment, PaymentProcess.Complete, expectedVersion: null, note: null, cancellationToken)).Failure is { } incomplete)
        {
            return incomplete;
        }

        await subjects.Of(payment).SettleAsync(payment, cancellationToken);
        await subjects.Of(payment).TellAsync(payment, "approved", T => T["The payment of {0} was approved", payment.Title], T => [T["It goes to the bank with the next batch."]], cancellationToken);
        return await reservations.ReserveAsync(payment, cancellationToken) is { } refused ? refused : Result.Ok;
    }
}
