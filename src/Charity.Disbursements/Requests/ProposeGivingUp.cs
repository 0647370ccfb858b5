using Charity.Disbursements.Approvals;
using Charity.Disbursements.Batches;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;

namespace Charity.Disbursements.Requests;

/// <summary>Whoever asked for a list of transfers proposes to pay no more of it: what the bank refused and nobody can put right. Somebody who approves decides.</summary>
/// <param name="Reason">At most 500 characters.</param>
[SignedIn]
internal sealed record ProposeGivingUp(Guid Id, int Version, string? Reason) : ICommand, IOwnPaymentRequest;

internal sealed class ProposeGivingUpValidator : AbstractValidator<ProposeGivingUp>
{
    private const int ReasonLength = 500;

    public ProposeGivingUpValidator() => RuleFor(proposal => proposal.Reason)
        .Must(reason => PlainText.Clean(reason).Length > 0).Says("giving_up_reason_missing", "Say why it can never be paid: what was tried, and who was asked.")
        .MaximumLength(ReasonLength).Says("text_too_long", "Please use at most {0} characters.", ReasonLength);
}

internal sealed class ProposeGivingUpHandler(PaymentDesk desk, BatchDesk batches, PaymentLines lines, IWorkflowDoor door, ApprovalAlerts alerts, ICurrentUser user) : IRequestHandler<ProposeGivingUp, Result>
{
    public async Task<Result> Handle(ProposeGivingUp request, CancellationToken cancellationToken)
    {
        await batches.LockAsync(cancellationToken);
        var taken = await desk.TakeAsync(request.Id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var (payment, reason) = (taken.Value, PlainText.Clean(request.Reason, keepLines: true));
        if ((await door.FireAsync(PaymentProcess.Table, payment, PaymentProcess.ProposeGivingUp, request.Version, reason, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        payment.ProposeGivingUp(await lines.FreeAsync(payment.Id, cancellationToken), user.Id!.Value, reason);
        await alerts.RaiseGivingUpAsync(payment, cancellationToken);
        return Result.Ok;
    }
}
