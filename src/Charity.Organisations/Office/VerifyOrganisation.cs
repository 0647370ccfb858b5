using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Alerts;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Platform.Workflow;
using MediatR;

namespace Charity.Organisations.Office;

/// <summary>Says that the dossier agrees with the register. What it holds of inspections and grade counts as confirmed. While a bar holds it is suspended at once.</summary>
/// <param name="Version">The version that was looked at.</param>
[Requires(Permissions.VerifyOrganisations)]
internal sealed record VerifyOrganisation(Guid Id, int Version) : ICommand;

internal sealed class VerifyOrganisationHandler(DossierDesk desk, IWorkflowDoor door, IAlerts alerts, IOrganisationMails mails, IMediator mediator, SiteAddress address, SiteTime time)
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
        var bar = organisation.Bars.Where(bar => bar.ToFact().HoldsOn(time.Today)).MaxBy(bar => bar.UntilDay);
        if (bar is not null && (await door.FireAsync(OrganisationProcess.Definition, organisation, OrganisationProcess.Bar, null, bar.Reason, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        await alerts.ResolveAsync(OrganisationAlerts.ToCheck(organisation.Id), cancellationToken);
        await mails.ToColleaguesAsync(
            organisation.Id,
            $"organisation-verified:{organisation.Id}:{organisation.Version}",
            _ => true,
            T => T["{0} is verified", organisation.Name],
            T =>
            [
                bar is null
                    ? T["The bureau has checked the dossier of {0}. The organisation may apply in calls, and its page is public:", organisation.Name]
                    : T["The bureau has checked the dossier of {0}. It stays excluded from calls until {1}; its page is public:", organisation.Name, DayWords.Of(bar.UntilDay)],
                address.Of($"/organisations/{organisation.Slug}"),
            ],
            cancellationToken);
        await mediator.Publish(new OrganisationVerified(organisation.Id), cancellationToken);
        return fired;
    }
}
