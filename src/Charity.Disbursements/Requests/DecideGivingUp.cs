using Charity.Disbursements.Approvals;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Subjects;
using Charity.Platform.Alerts;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;

namespace Charity.Disbursements.Requests;

/// <summary>Somebody who approves agrees that no more of a payment is made, or not. What is given up goes back to the fund in the same transaction.</summary>
[Requires(Permissions.ApprovePayments)]
internal sealed record DecideGivingUp(Guid Id, string? Trigger, int Version) : ICommand;

internal sealed class DecideGivingUpValidator : AbstractValidator<DecideGivingUp>
{
    public DecideGivingUpValidator() => RuleFor(decision => decision.Trigger)
        .Must(trigger => trigger is PaymentProcess.GiveUp or PaymentProcess.KeepTrying).Says("trigger_unknown", "Please use one of the buttons.");
}

internal sealed class DecideGivingUpHandler(
    PaymentDesk desk, BatchDesk batches, PaymentLines lines, PaymentReservations reservations, PaymentSettling settling, PaymentSubjects subjects, IWorkflowDoor door, ApprovalAlerts alerts, IAlerts platform, TimeProvider clock)
    : IRequestHandler<DecideGivingUp, Result>
{
    public async Task<Result> Handle(DecideGivingUp request, CancellationToken cancellationToken)
    {
        await batches.LockAsync(cancellationToken);
        var taken = await desk.TakeAsync(request.Id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var payment = taken.Value;
        if ((await door.FireAsync(PaymentProcess.Table, payment, request.Trigger!, request.Version, note: null, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        await alerts.ResolveGivingUpAsync(payment, cancellationToken);
        return request.Trigger == PaymentProcess.KeepTrying ? KeepTrying(payment) : await GiveUpAsync(payment, cancellationToken);
    }

    private static Result KeepTrying(PaymentRequest payment)
    {
        payment.DropProposal();
        return Result.Ok;
    }

    private async Task<Result> GiveUpAsync(PaymentRequest payment, CancellationToken cancellationToken)
    {
        var (proposed, reason) = (payment.GiveUpMinor!.Value, payment.GiveUpReason);
        if (PaymentLine.HashOf(await lines.FreeAsync(payment.Id, cancellationToken)) != payment.GiveUpSha256)
        {
            return Failure.Conflict("giving_up_changed", "Other transfers are open by now than those that were proposed to be given up. It has to be proposed anew.");
        }

        await lines.VoidAsync(payment.Id, clock.GetUtcNow().UtcDateTime, cancellationToken);
        payment.GiveUp();
        if (await settling.SettleAsync(payment, reason, cancellationToken) is { } unsettled)
        {
            return unsettled;
        }

        await platform.ResolveAsync(AnswerWriter.AlertOf(payment), cancellationToken);
        await subjects.Of(payment).TellAsync(
            payment, "given-up", T => T["What was left of {0} is not paid any more", payment.Title], T => [T["{0} went back to the fund.", Money.Format(proposed, payment.Currency)], T["The reason: {0}", reason!]], cancellationToken);
        return await reservations.GiveBackAsync(payment, proposed, cancellationToken) is { } unbooked ? unbooked : Result.Ok;
    }
}
