using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Alerts;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Web;
using Charity.Platform.Workflow;
using MediatR;

namespace Charity.Organisations.Office;

/// <summary>Says that the dossier agrees with the register. What it holds of inspections and grade counts as confirmed.</summary>
/// <param name="Version">The version that was looked at.</param>
[Requires(Permissions.VerifyOrganisations)]
internal sealed record VerifyOrganisation(Guid Id, int Version) : ICommand;

internal sealed class VerifyOrganisationHandler(DossierDesk desk, IWorkflowDoor door, IAlerts alerts, OrganisationMails mails, IMediator mediator, SiteAddress address, SiteTime time)
    : IRequestHandler<VerifyOrganisation, Result>
{
    public async Task<Result> Handle(VerifyOrganisation request, CancellationToken cancellationToken)
    {
        if (await desk.LoadAsync(request.Id, cancellationToken) is not { } organisation)
        {
            return AccessFailures.Unknown;
        }

        var fired = await door.FireAsync(OrganisationProcess.Definition, organisation, OrganisationProcess.Verify, request.Version, null, cancellationToken);
        if (fired.Failure is not null)
        {
            return fired;
        }

        organisation.Verified(time.Today);
        await alerts.ResolveAsync(OrganisationAlerts.ToCheck(organisation.Id), cancellationToken);
        await mails.ToColleaguesAsync(
            organisation.Id,
            $"organisation-verified:{organisation.Id}:{organisation.Version}",
            _ => true,
            T => T["{0} is verified", organisation.Name],
            T => [T["The bureau has checked the dossier of {0}. The organisation may apply in calls, and its page is public:", organisation.Name], address.Of($"/organisations/{organisation.Slug}")],
            cancellationToken);
        await mediator.Publish(new OrganisationVerified(organisation.Id), cancellationToken);
        return fired;
    }
}
