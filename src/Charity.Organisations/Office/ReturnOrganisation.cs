using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Alerts;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;

namespace Charity.Organisations.Office;

/// <summary>Sends the dossier back with what has to be put right.</summary>
/// <param name="Version">The version that was looked at.</param>
[Requires(Permissions.VerifyOrganisations)]
internal sealed record ReturnOrganisation(Guid Id, int Version, string? Reason) : ICommand;

internal sealed class ReturnOrganisationValidator : AbstractValidator<ReturnOrganisation>
{
    public ReturnOrganisationValidator() => RuleFor(o => o.Reason).IsReason();
}

internal static class ReasonRules
{
    public const int Length = 1000;

    /// <summary>A reason that somebody else has to act on.</summary>
    public static IRuleBuilderOptions<T, string?> IsReason<T>(this IRuleBuilder<T, string?> reason) => reason
        .IsWritten().Says("reason_needed", "Please give the reason, in words the organisation can act on.")
        .MaximumLength(Length).Says("text_too_long", "Please use at most {0} characters.", Length);
}

internal sealed class ReturnOrganisationHandler(DossierDesk desk, IWorkflowDoor door, IAlerts alerts, IOrganisationMails mails, SiteAddress address) : IRequestHandler<ReturnOrganisation, Result>
{
    public async Task<Result> Handle(ReturnOrganisation request, CancellationToken cancellationToken)
    {
        if (await desk.LoadAsync(request.Id, cancellationToken) is not { } organisation)
        {
            return AccessFailures.Unknown;
        }

        var reason = PlainText.Clean(request.Reason, keepLines: true);
        var fired = await door.FireAsync(OrganisationProcess.Definition, organisation, OrganisationProcess.Return, request.Version, reason, cancellationToken);
        if (fired.Failure is not null)
        {
            return fired;
        }

        organisation.Returned(reason);
        await alerts.ResolveAsync(OrganisationAlerts.ToCheck(organisation.Id), cancellationToken);
        await mails.ToColleaguesAsync(
            organisation.Id,
            $"organisation-returned:{organisation.Id}:{organisation.Version}",
            role => role != OrganisationRole.Finance,
            T => T["The dossier of {0} was returned", organisation.Name],
            T => [T["The bureau asks you to put something right before it can verify {0}:", organisation.Name], reason, address.Of($"/workspace/organisations/{organisation.Id}")],
            cancellationToken);
        return fired;
    }
}
