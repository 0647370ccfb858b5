using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using FluentValidation;
using MediatR;

namespace Charity.Organisations.Workspace;

/// <summary>Enters the result of a year's inspection, or corrects it. It is the organisation's word until the bureau confirms it.</summary>
[SignedIn]
internal sealed record KeepInspection(Guid OrganisationId, int Revision, int? Year, InspectionResult? Result) : ICommand, IEditorsRequest;

internal sealed class KeepInspectionValidator : AbstractValidator<KeepInspection>
{
    public KeepInspectionValidator(SiteTime time)
    {
        RuleFor(inspection => inspection.Year).NotNull().Says("year_wrong", "Please enter a year that has begun, like {0}.", time.Today.Year - 1)
            .InclusiveBetween(1990, time.Today.Year).Says("year_wrong", "Please enter a year that has begun, like {0}.", time.Today.Year - 1);
        RuleFor(inspection => inspection.Result).NotNull().Says("inspection_result_missing", "Please choose how the inspection ended.")
            .IsInEnum().Says("inspection_result_missing", "Please choose how the inspection ended.");
    }
}

internal sealed class KeepInspectionHandler(DossierDesk desk, TimeProvider clock) : IRequestHandler<KeepInspection, Result>
{
    public Task<Result> Handle(KeepInspection request, CancellationToken cancellationToken) =>
        desk.EditAsync(request.OrganisationId, request.Revision, organisation => Change(organisation, request), cancellationToken);

    private Failure? Change(SocialOrganisation organisation, KeepInspection request)
    {
        var known = organisation.Inspections.FirstOrDefault(inspection => inspection.Year == request.Year);
        return !organisation.IsOpenForFacts && known is { IsConfirmedFailure: true } && request.Result != known.Result ? DossierFailures.FactsAreFixed : DossierDesk.Keep(
            organisation.Inspections,
            known?.Id,
            inspection => inspection.Id,
            () =>
            {
                var added = new AnnualInspection { Id = Guid.CreateVersion7(clock.GetUtcNow()), OrganisationId = organisation.Id };
                organisation.Add(added);
                return added;
            },
            inspection => inspection.Describe(request.Year!.Value, request.Result!.Value));
    }
}
