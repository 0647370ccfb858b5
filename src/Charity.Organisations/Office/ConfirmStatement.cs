using Charity.Organisations.Dossiers;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Organisations.Office;

/// <summary>Says that an inspection or the grade is as the organisation tells it.</summary>
/// <param name="Revision">The revision that was looked at: what changed since was not confirmed.</param>
/// <param name="InspectionId">Null for the grade.</param>
[Requires(Permissions.VerifyOrganisations)]
internal sealed record ConfirmStatement(Guid Id, int Revision, Guid? InspectionId) : ICommand;

internal sealed class ConfirmStatementHandler(DossierDesk desk, IServiceProvider services) : IRequestHandler<ConfirmStatement, Result>
{
    public async Task<Result> Handle(ConfirmStatement request, CancellationToken cancellationToken)
    {
        if (await desk.LoadAsync(request.Id, cancellationToken) is not { } organisation)
        {
            return AccessFailures.Unknown;
        }

        if (organisation.Revision != request.Revision)
        {
            return AccessFailures.ChangedMeanwhile;
        }

        if (await OrganisationProcess.CheckerMustNotBelongToIt(organisation, services, cancellationToken) is { } own)
        {
            return own;
        }

        if (request.InspectionId is null)
        {
            organisation.ConfirmGrade();
        }
        else if (organisation.Inspections.FirstOrDefault(inspection => inspection.Id == request.InspectionId) is { } inspection)
        {
            inspection.Confirm();
        }
        else
        {
            return DossierFailures.NoSuchRow;
        }

        organisation.CountEdit();
        return Result.Ok;
    }
}
