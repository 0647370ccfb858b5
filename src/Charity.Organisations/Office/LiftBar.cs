using Charity.Organisations.Contracts;
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

internal sealed class LiftBarHandler(DossierDesk desk, IWorkflowDoor door, ICurrentUser user, IOrganisationMails mails, IServiceProvider services, SiteTime time) : IRequestHandler<LiftBar, Result>
{
    public async Task<Result> Handle(LiftBar request, CancellationToken cancellationToken)
    {
        if (await desk.LoadAsync(request.Id, cancellationToken) is not { } organisation)
        {
            return AccessFailures.Unknown;
        }

        var reason = PlainText.Clean(request.LiftReason, keepLines: true);
        if (organisation.Version != request.Version)
        {
            return AccessFailures.ChangedMeanwhile;
        }

        if (organisation.State != OrganisationProcess.Suspended && !organisation.IsBarredOn(time.Today))
        {
            return Failure.Conflict("not_barred", "No bar holds any more.");
        }

        var refusal = organisation.State == OrganisationProcess.Suspended
            ? (await door.FireAsync(OrganisationProcess.Definition, organisation, OrganisationProcess.Lift, request.Version, reason, cancellationToken)).Failure
            : await OrganisationProcess.CheckerMustNotBelongToIt(organisation, services, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        foreach (var bar in organisation.Bars.Where(bar => bar.LiftedOn is null && bar.UntilDay >= time.Today))
        {
            bar.Lift(time.Today, user.Name, reason);
        }

        organisation.CountEdit();
        await mails.ToColleaguesAsync(
            organisation.Id,
            $"organisation-lifted:{organisation.Id}:{organisation.Revision}",
            _ => true,
            T => T["{0} may apply again", organisation.Name],
            T => [T["The bureau has lifted the bar of {0}:", organisation.Name], reason],
            cancellationToken);
        return Result.Ok;
    }
}
