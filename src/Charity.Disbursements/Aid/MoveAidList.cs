using Charity.Disbursements.Approvals;
using Charity.Disbursements.Requests;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;

namespace Charity.Disbursements.Aid;

/// <summary>Takes a list back, so that a corrected one can be imported, or asks again for one that was returned. People and amounts never change.</summary>
[Requires(Permissions.ManageAid)]
internal sealed record MoveAidList(string Slug, int Number, string? Trigger, int Version) : ICommand;

internal sealed class MoveAidListValidator : AbstractValidator<MoveAidList>
{
    public MoveAidListValidator() => RuleFor(move => move.Trigger).Must(trigger => trigger is PaymentProcess.AskAgain or PaymentProcess.Cancel).Says("trigger_unknown", "Please use one of the buttons.");
}

internal sealed class MoveAidListHandler(
    AidListReader reader, PaymentDesk desk, IWorkflowDoor door, AidSubject subject, PaymentReservations reservations, ISettingsStore settings, ApprovalAlerts alerts, TimeProvider clock) : IRequestHandler<MoveAidList, Result>
{
    public async Task<Result> Handle(MoveAidList request, CancellationToken cancellationToken)
    {
        var found = await reader.FindAsync(request.Slug, request.Number, cancellationToken);
        if (found.Failure is { } unknown)
        {
            return unknown;
        }

        var payment = (await desk.TakeAsync(found.Value.List.RequestId, cancellationToken)).Value;
        var isAskedAgain = request.Trigger == PaymentProcess.AskAgain;
        if (isAskedAgain && payment.State == PaymentProcess.Returned)
        {
            payment.AskAgain(payment.Remark, (await settings.GetAsync<ApprovalSettings>(cancellationToken)).DaysToDecide, clock.GetUtcNow());
        }

        if ((await door.FireAsync(PaymentProcess.Table, payment, request.Trigger!, request.Version, note: null, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        await (isAskedAgain ? alerts.RaiseAsync(payment, cancellationToken) : alerts.ResolveAsync(payment, cancellationToken));
        await subject.SettleAsync(payment, cancellationToken);
        return isAskedAgain || await reservations.ReleaseAsync(payment, cancellationToken) is not { } unreleased ? Result.Ok : unreleased;
    }
}
