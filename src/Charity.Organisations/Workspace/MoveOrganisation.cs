using Charity.Organisations.Dossiers;
using Charity.Platform.Alerts;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;

namespace Charity.Organisations.Workspace;

/// <summary>Submits the dossier, takes it back, or opens it again to change registered facts.</summary>
/// <param name="Version">The version that was looked at.</param>
[SignedIn]
internal sealed record MoveOrganisation(Guid OrganisationId, string? Trigger, int Version) : ICommand, IEditorsRequest
{
    /// <summary>What the organisation itself does; the rest is the bureau's.</summary>
    public static readonly IReadOnlyList<string> Triggers = [OrganisationProcess.Submit, OrganisationProcess.Withdraw, OrganisationProcess.Reopen];
}

internal sealed class MoveOrganisationValidator : AbstractValidator<MoveOrganisation>
{
    public MoveOrganisationValidator() =>
        RuleFor(move => move.Trigger).Must(trigger => MoveOrganisation.Triggers.Contains(trigger)).Says("trigger_unknown", "This step does not exist.");
}

internal sealed class MoveOrganisationHandler(DossierDesk desk, IWorkflowDoor door, IAlerts alerts) : IRequestHandler<MoveOrganisation, Result>
{
    public async Task<Result> Handle(MoveOrganisation request, CancellationToken cancellationToken)
    {
        if (await desk.LoadAsync(request.OrganisationId, cancellationToken) is not { } organisation)
        {
            return AccessFailures.Unknown;
        }

        var fired = await door.FireAsync(OrganisationProcess.Definition, organisation, request.Trigger!, request.Version, null, cancellationToken);
        if (fired.Failure is not null)
        {
            return fired;
        }

        var key = OrganisationAlerts.ToCheck(organisation.Id);
        if (request.Trigger == OrganisationProcess.Submit)
        {
            await alerts.RaiseAsync(
                key, Permissions.VerifyOrganisations, $"/office/organisations/{organisation.Id}", OrganisationAlerts.AsksToBeChecked, [organisation.Name.Zh], cancellationToken);
        }
        else
        {
            await alerts.ResolveAsync(key, cancellationToken);
        }

        return fired;
    }
}
