using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Alerts;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Contracts;
using MediatR;

namespace Charity.Organisations.Members;

/// <summary>Becomes a colleague by an invitation: the account's confirmed address must be the one that was invited. Works once.</summary>
[SignedIn]
internal sealed record AcceptInvitation(string? Token) : ICommand<Result<Guid>>;

internal sealed class AcceptInvitationHandler(DossierDesk desk, InvitationDesk invitations, IUserDirectory users, ICurrentUser user, IAlerts alerts, TimeProvider clock) : IRequestHandler<AcceptInvitation, Result<Guid>>
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

        await invitations.EndAsync(invitation, person.Id, cancellationToken);
        if (await desk.LoadAsync(invitation.OrganisationId, cancellationToken) is not { } organisation)
        {
            return AccessFailures.Unknown;
        }

        if (organisation.Members.FirstOrDefault(member => member.UserId == person.Id) is not { } known)
        {
            organisation.Add(OrganisationMember.Of(invitation.OrganisationId, person.Id, invitation.Role, clock.GetUtcNow()));
        }
        else if (invitation.Role == OrganisationRole.Owner && known.Role != OrganisationRole.Owner)
        {
            known.Become(OrganisationRole.Owner);
            organisation.CountEdit();
        }

        if (invitation.Role == OrganisationRole.Owner)
        {
            await alerts.ResolveAsync(OrganisationAlerts.Ownerless(invitation.OrganisationId), cancellationToken);
        }

        return invitation.OrganisationId;
    }
}
