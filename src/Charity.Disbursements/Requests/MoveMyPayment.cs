using Charity.Disbursements.Approvals;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Subjects;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;

namespace Charity.Disbursements.Requests;

/// <summary>Whoever asked takes a request back, or asks again after it was returned: to the payee's account as it is by now.</summary>
[SignedIn]
internal sealed record MoveMyPayment(Guid Id, string? Trigger, int Version, string? Remark) : ICommand, IOwnPaymentRequest;

internal sealed class MoveMyPaymentValidator : AbstractValidator<MoveMyPayment>
{
    public MoveMyPaymentValidator()
    {
        RuleFor(move => move.Trigger).Must(trigger => trigger is PaymentProcess.AskAgain or PaymentProcess.Cancel).Says("trigger_unknown", "Please use one of the buttons.");
        RuleFor(move => move.Remark).MaximumLength(RequestPaymentValidator.RemarkLength).Says("text_too_long", "Please use at most {0} characters.", RequestPaymentValidator.RemarkLength);
    }
}

internal sealed class MoveMyPaymentHandler(
    PaymentDesk desk, IWorkflowDoor door, PaymentSubjects subjects, PaymentLines lines, PaymentReservations reservations, ISettingsStore settings, ApprovalAlerts alerts, TimeProvider clock) : IRequestHandler<MoveMyPayment, Result>
{
    public async Task<Result> Handle(MoveMyPayment request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var payment = taken.Value;
        var isAskedAgain = request.Trigger == PaymentProcess.AskAgain;
        if (isAskedAgain && payment.State == PaymentProcess.Returned && await RenewAsync(payment, request.Remark, cancellationToken) is { } stuck)
        {
            return stuck;
        }

        if ((await door.FireAsync(PaymentProcess.Table, payment, request.Trigger!, request.Version, note: null, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        await (isAskedAgain ? alerts.RaiseAsync(payment, cancellationToken) : alerts.ResolveAsync(payment, cancellationToken));
        await subjects.Of(payment).SettleAsync(payment, cancellationToken);
        return isAskedAgain || await reservations.ReleaseAsync(payment, cancellationToken) is not { } unreleased ? Result.Ok : unreleased;
    }

    private async Task<Failure?> RenewAsync(PaymentRequest payment, string? remark, CancellationToken cancellationToken)
    {
        if (await lines.StandingAsync(payment.Id, cancellationToken) is not { OnTheirWay: 0, Paid: 0 })
        {
            return Failure.Conflict("lines_in_batch", "The cashier has collected it for the bank already. Ask the cashier to dissolve the batch first.");
        }

        if (await subjects.Of(payment).PayeeNowAsync(payment, cancellationToken) is { } payee)
        {
            payment.PayTo((await lines.OfAsync(payment.Id, cancellationToken)).Single(), payee);
        }

        payment.AskAgain(PlainText.Clean(remark, keepLines: true), (await settings.GetAsync<ApprovalSettings>(cancellationToken)).DaysToDecide, clock.GetUtcNow());
        return null;
    }
}
