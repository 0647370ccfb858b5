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

/// <summary>Excludes an organisation from calls until and including a day, whatever state its dossier is in: opening it for changes is no way out.</summary>
/// <param name="Version">The version that was looked at.</param>
/// <param name="IsPublic">The reason stands on the organisation's page.</param>
[Requires(Permissions.VerifyOrganisations)]
internal sealed record BarOrganisation(Guid Id, int Version, DateOnly? Until, string? BarReason, bool IsPublic) : ICommand;

internal sealed class BarOrganisationValidator : AbstractValidator<BarOrganisation>
{
    private const int MostYears = 10;

    public BarOrganisationValidator(SiteTime time)
    {
        RuleFor(bar => bar.Until).NotNull().Says("bar_end_missing", "Please enter the last day of the bar: from today on, at most {0} years ahead.", MostYears)
            .Must(until => until is null || (until >= time.Today && until <= time.Today.AddYears(MostYears))).Says("bar_end_missing", "Please enter the last day of the bar: from today on, at most {0} years ahead.", MostYears);
        RuleFor(bar => bar.BarReason).IsReason();
    }
}

internal sealed class BarOrganisationHandler(DossierDesk desk, IWorkflowDoor door, CheckerCheck checkers, ICurrentUser user, IOrganisationMails mails, IMediator mediator, SiteTime time, TimeProvider clock)
    : IRequestHandler<BarOrganisation, Result>
{
    public async Task<Result> Handle(BarOrganisation request, CancellationToken cancellationToken)
    {
        if (await desk.LoadAsync(request.Id, cancellationToken) is not { } organisation)
        {
            return AccessFailures.Unknown;
        }

        var reason = PlainText.Clean(request.BarReason, keepLines: true);
        if (organisation.Version != request.Version)
        {
            return AccessFailures.ChangedMeanwhile;
        }

        // Whatever state the dossier is in: without a move no guard is asked.
        if (await checkers.RefusalAsync(organisation.Id, Permissions.VerifyOrganisations, cancellationToken) is { } own)
        {
            return own;
        }

        if (organisation.IsVerified && (await door.FireAsync(OrganisationProcess.Definition, organisation, OrganisationProcess.Bar, request.Version, reason, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        var bar = new Bar
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            OrganisationId = organisation.Id,
            FromDay = time.Today,
            UntilDay = request.Until!.Value,
            Reason = reason,
            IsPublic = request.IsPublic,
            ByName = user.Name,
        };
        organisation.Add(bar);
        organisation.CountEdit();
        await mails.ToColleaguesAsync(
            organisation.Id,
            $"organisation-barred:{bar.Id}",
            _ => true,
            T => T["{0} is suspended from calls", organisation.Name],
            T => [T["The bureau has excluded {0} from calls until {1}, for this reason:", organisation.Name, DayWords.Of(bar.UntilDay)], reason, T["If you think this is wrong, answer to the bureau in writing."]],
            cancellationToken);
        await mediator.Publish(new OrganisationBarred(organisation.Id, bar.UntilDay, reason), cancellationToken);
        return Result.Ok;
    }
}
