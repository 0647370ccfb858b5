using Charity.Disbursements.Approvals;
using Charity.Disbursements.Subjects;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;

namespace Charity.Disbursements.Requests;

/// <summary>Somebody who may approve returns a request to whoever asked, or declines it. What was approved before stays as history and counts no more.</summary>
/// <param name="Reason">The payee reads it; at most 500 characters.</param>
[Requires(Permissions.ApprovePayments)]
internal sealed record MovePayment(Guid Id, string? Trigger, int Version, string? Reason) : ICommand;

internal sealed class MovePaymentValidator : AbstractValidator<MovePayment>
{
    private const int ReasonLength = 500;

    public MovePaymentValidator()
    {
        RuleFor(move => move.Trigger).Must(trigger => trigger is PaymentProcess.Return or PaymentProcess.Decline).Says("trigger_unknown", "Please use one of the buttons.");
        RuleFor(move => move.Reason)
            .Must(reason => PlainText.Clean(reason).Length > 0).Says("reason_missing", "Give the reason; the payee reads it.")
            .MaximumLength(ReasonLength).Says("text_too_long", "Please use at most {0} characters.", ReasonLength);
    }
}

internal sealed class MovePaymentHandler(PaymentDesk desk, IWorkflowDoor door, PaymentSubjects subjects, ApprovalAlerts alerts, TimeProvider clock) : IRequestHandler<MovePayment, Result>
{
    public async Task<Result> Handle(MovePayment request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var payment = taken.Value;
        var reason = PlainText.Clean(request.Reason, keepLines: true);
        if ((await door.FireAsync(PaymentProcess.Table, payment, request.Trigger!, request.Version, reason, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        payment.InvalidateApprovals(reason, clock.GetUtcNow());
        await alerts.ResolveAsync(payment, cancellationToken);
        await subjects.Of(payment).SettleAsync(payment, cancellationToken);
        await subjects.Of(payment).TellAsync(
            payment, request.Trigger!,
            T => payment.State == PaymentProcess.Returned ? T["The payment of {0} was returned to you", payment.Title] : T["The payment of {0} was declined", payment.Title],
            T => [T["The reason: {0}", reason]], cancellationToken);
        return Result.Ok;
    }
}
