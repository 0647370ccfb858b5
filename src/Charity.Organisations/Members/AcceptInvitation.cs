using Charity.Organisations.Dossiers;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Members;

/// <summary>Becomes a colleague by an invitation: the account's confirmed address must be the one that was invited. Works once.</summary>
[SignedIn]
internal sealed record AcceptInvitation(string? Token) : ICommand<Result<Guid>>;

internal sealed class AcceptInvitationHandler(CharityDbContext db, InvitationDesk invitations, IUserDirectory users, ICurrentUser user, IAlerts alerts, TimeProvider clock) : IRequestHandler<AcceptInvitation, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(AcceptInvitation request, CancellationToken cancellationToken)
    {
        if (await invitations.FindAsync(request.Token, cancellationToken) is not { } invitation || await users.FindAsync(user.Id!.Value, cancellationToken) is not { } person)
        {
            return InvitationFailures.Unknown;
        }

        if (invitations.Refuse(invitation, person) is { } refusal)
        {
            return refusal;
        }

        invitation.End(person.Id, clock.GetUtcNow());
        if (!await db.Set<OrganisationMember>().AnyAsync(member => member.OrganisationId == invitation.OrganisationId && member.UserId == person.Id, cancellationToken))
        {
            db.Add(OrganisationMember.Of(invitation.OrganisationId, person.Id, invitation.Role, clock.GetUtcNow()));
        }

        if (invitation.Role == Contracts.OrganisationRole.Owner)
        {
            await alerts.ResolveAsync(OrganisationAlerts.Ownerless(invitation.OrganisationId), cancellationToken);
        }

        return invitation.OrganisationId;
    }
}
