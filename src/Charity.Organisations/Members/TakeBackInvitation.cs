using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Members;

/// <summary>Makes an invitation's link useless.</summary>
[SignedIn]
internal sealed record TakeBackInvitation(Guid OrganisationId, Guid InvitationId) : ICommand, IOwnersRequest;

internal sealed class TakeBackInvitationHandler(CharityDbContext db, IMailOutbox outbox, TimeProvider clock) : IRequestHandler<TakeBackInvitation, Result>
{
    public async Task<Result> Handle(TakeBackInvitation request, CancellationToken cancellationToken)
    {
        if (await db.Set<OrganisationInvitation>().FirstOrDefaultAsync(
                candidate => candidate.Id == request.InvitationId && candidate.OrganisationId == request.OrganisationId && candidate.EndedUtc == null, cancellationToken) is not { } invitation)
        {
            return InvitationFailures.Unknown;
        }

        invitation.End(null, clock.GetUtcNow());
        await outbox.ForgetAsync([InvitationDesk.MailKey(invitation.Id)], cancellationToken);
        return Result.Ok;
    }
}
