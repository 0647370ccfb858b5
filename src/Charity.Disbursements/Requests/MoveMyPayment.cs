using Charity.Disbursements.Approvals;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Contracts;
using FluentValidation;
using MediatR;

namespace Charity.Disbursements.Requests;

/// <summary>The payee takes a request back, or asks again after it was returned: with its account as it is by now.</summary>
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
    PaymentDesk desk, IWorkflowDoor door, IProjectMoney projects, IPayeeAccounts accounts, ISettingsStore settings, ApprovalAlerts alerts, TimeProvider clock) : IRequestHandler<MoveMyPayment, Result>
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
        if (isAskedAgain && payment.State == PaymentProcess.Returned && await accounts.FindAsync(payment.OrganisationId, cancellationToken) is { } account)
        {
            var rules = await settings.GetAsync<ApprovalSettings>(cancellationToken);
            payment.AskAgain(
                new Payee(account.OrganisationId, account.Name, account.BankName, account.Number, account.Fingerprint), PlainText.Clean(request.Remark, keepLines: true), rules.DaysToDecide, clock.GetUtcNow());
        }

        if ((await door.FireAsync(PaymentProcess.Table, payment, request.Trigger!, request.Version, note: null, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        await (isAskedAgain ? alerts.RaiseAsync(payment, cancellationToken) : alerts.ResolveAsync(payment, cancellationToken));
        await projects.SettleAsync(payment.ProjectId, cancellationToken);
        return Result.Ok;
    }
}
