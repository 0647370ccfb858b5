using Charity.Organisations.Dossiers;
using Charity.Organisations.Members;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Office;

/// <summary>Makes the link useless that the bureau sent to an owner to be.</summary>
[Requires(Permissions.VerifyOrganisations)]
internal sealed record EndAppointment(Guid Id, Guid InvitationId) : ICommand;

internal sealed class EndAppointmentHandler(CharityDbContext db, InvitationDesk invitations, CheckerCheck checkers) : IRequestHandler<EndAppointment, Result>
{
    public async Task<Result> Handle(EndAppointment request, CancellationToken cancellationToken)
    {
        if (await db.Set<OrganisationInvitation>().FirstOrDefaultAsync(
                candidate => candidate.Id == request.InvitationId && candidate.OrganisationId == request.Id && candidate.EndedUtc == null && candidate.AppointedById != null, cancellationToken) is not { } invitation)
        {
            return InvitationFailures.Unknown;
        }

        if (await checkers.RefusalAsync(request.Id, Permissions.VerifyOrganisations, cancellationToken) is { } own)
        {
            return own;
        }

        await invitations.EndAsync(invitation, null, cancellationToken);
        return Result.Ok;
    }
}
