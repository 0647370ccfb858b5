using Charity.Organisations.Dossiers;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Organisations.Workspace;

/// <summary>Takes one entry out of the board, the inspections, the licences, the team or the past projects; the audit trail keeps it.</summary>
[SignedIn]
internal sealed record RemovePart(Guid OrganisationId, int Revision, Guid Id) : ICommand, IEditorsRequest;

internal sealed class RemovePartHandler(DossierDesk desk) : IRequestHandler<RemovePart, Result>
{
    public Task<Result> Handle(RemovePart request, CancellationToken cancellationToken) => desk.EditAsync(
        request.OrganisationId, request.Revision, organisation => Change(organisation, request.Id), cancellationToken);

    private static Failure? Change(SocialOrganisation organisation, Guid id) =>
        !organisation.IsOpenForFacts && (organisation.Board.Any(member => member.Id == id) || organisation.Inspections.Any(inspection => inspection.Id == id && inspection.IsConfirmedFailure)) ? DossierFailures.FactsAreFixed
        : organisation.RemovePart(id) ? null
        : DossierFailures.NoSuchRow;
}
