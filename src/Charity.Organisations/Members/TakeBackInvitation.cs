using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Members;

/// <summary>Makes the link of a colleague's invitation useless; the bureau's are the bureau's to end.</summary>
[SignedIn]
internal sealed record TakeBackInvitation(Guid OrganisationId, Guid InvitationId) : ICommand, IOwnersRequest;

internal sealed class TakeBackInvitationHandler(CharityDbContext db, InvitationDesk invitations) : IRequestHandler<TakeBackInvitation, Result>
{
    public async Task<Result> Handle(TakeBackInvitation request, CancellationToken cancellationToken)
    {
        if (await db.Set<OrganisationInvitation>().FirstOrDefaultAsync(
                candidate => candidate.Id == request.InvitationId && candidate.OrganisationId == request.OrganisationId && candidate.EndedUtc == null && candidate.AppointedById == null, cancellationToken) is not { } invitation)
        {
            return InvitationFailures.Unknown;
        }

        await invitations.EndAsync(invitation, null, cancellationToken);
        return Result.Ok;
    }
}
