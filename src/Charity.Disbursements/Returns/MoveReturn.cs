using Charity.Organisations.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;

namespace Charity.Disbursements.Returns;

/// <summary>Writes off what does not come back, by another person than demanded it; or withdraws a demand that was a mistake.</summary>
/// <param name="Reason">The organisation reads it; at most 500 characters.</param>
[Requires(Permissions.ViewPayments)]
internal sealed record MoveReturn(Guid Id, string? Trigger, int Version, string? Reason) : ICommand;

internal sealed class MoveReturnValidator : AbstractValidator<MoveReturn>
{
    private const int ReasonLength = 500;

    public MoveReturnValidator()
    {
        RuleFor(move => move.Trigger).Must(trigger => trigger is ReturnProcess.Waive or ReturnProcess.Withdraw).Says("trigger_unknown", "Please use one of the buttons.");
        RuleFor(move => move.Reason)
            .Must(reason => PlainText.Clean(reason).Length > 0).Says("return_reason_text_missing", "Give the reason; the organisation reads it.")
            .MaximumLength(ReasonLength).Says("text_too_long", "Please use at most {0} characters.", ReasonLength);
    }
}

internal sealed class MoveReturnHandler(ReturnDesk desk, IWorkflowDoor door, IAlerts alerts, IOrganisationMails mails) : IRequestHandler<MoveReturn, Result>
{
    public async Task<Result> Handle(MoveReturn request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var demand = taken.Value;
        var reason = PlainText.Clean(request.Reason, keepLines: true);
        if ((await door.FireAsync(ReturnProcess.Table, demand, request.Trigger!, request.Version, reason, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        await alerts.ResolveAsync(ReturnClock.AlertOf(demand), cancellationToken);
        await mails.ToColleaguesAsync(
            demand.OrganisationId, $"return-{request.Trigger}:{demand.Id:N}", ReturnWords.Readers, T => T["Demand {0} is settled", demand.Code],
            T => [T["You need not pay back what is still open of {0}.", demand.ProjectTitle], T["The reason: {0}", reason]], cancellationToken);
        return Result.Ok;
    }
}
