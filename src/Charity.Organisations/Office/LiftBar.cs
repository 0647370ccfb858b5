using Charity.Organisations.Dossiers;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;

namespace Charity.Organisations.Office;

/// <summary>Ends a bar before its day; from today on the organisation may apply again.</summary>
/// <param name="Version">The version that was looked at.</param>
[Requires(Permissions.VerifyOrganisations)]
internal sealed record LiftBar(Guid Id, int Version, string? LiftReason) : ICommand;

internal sealed class LiftBarValidator : AbstractValidator<LiftBar>
{
    public LiftBarValidator() => RuleFor(bar => bar.LiftReason).IsReason();
}

internal sealed class LiftBarHandler(DossierDesk desk, IWorkflowDoor door, ICurrentUser user, OrganisationMails mails, SiteTime time) : IRequestHandler<LiftBar, Result>
{
    public async Task<Result> Handle(LiftBar request, CancellationToken cancellationToken)
    {
        if (await desk.LoadAsync(request.Id, cancellationToken) is not { } organisation)
        {
            return AccessFailures.Unknown;
        }

        var reason = PlainText.Clean(request.LiftReason, keepLines: true);
        var fired = await door.FireAsync(OrganisationProcess.Definition, organisation, OrganisationProcess.Lift, request.Version, reason, cancellationToken);
        if (fired.Failure is not null)
        {
            return fired;
        }

        foreach (var bar in organisation.Bars.Where(bar => bar.LiftedOn is null && bar.UntilDay >= time.Today))
        {
            bar.Lift(time.Today, user.Name, reason);
        }

        await mails.ToColleaguesAsync(
            organisation.Id,
            $"organisation-lifted:{organisation.Id}:{organisation.Version}",
            _ => true,
            T => T["{0} may apply again", organisation.Name],
            T => [T["The bureau has lifted the bar of {0}:", organisation.Name], reason],
            cancellationToken);
        return fired;
    }
}
