using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Users.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Members;

/// <summary>What an invitation's link leads to, for whoever holds it.</summary>
[Anybody]
internal sealed record ShowInvitation(string? Token) : IQuery<InvitationPage>;

/// <param name="Refusal">Why the person who is signed in cannot accept it; null when they can, or when nobody is signed in.</param>
internal sealed record InvitationPage(string Token, LocalizedText OrganisationName, OrganisationRole Role, string InvitedByName, bool IsSignedIn, Failure? Refusal);

internal sealed class ShowInvitationHandler(CharityDbContext db, InvitationDesk invitations, IUserDirectory users, ICurrentUser user, TimeProvider clock) : IRequestHandler<ShowInvitation, Result<InvitationPage>>
{
    public async Task<Result<InvitationPage>> Handle(ShowInvitation request, CancellationToken cancellationToken)
    {
        if (await invitations.FindAsync(request.Token, cancellationToken) is not { } invitation)
        {
            return InvitationFailures.Unknown;
        }

        if (!invitation.IsOpen(clock.GetUtcNow()))
        {
            return InvitationFailures.Over;
        }

        var name = await db.Set<SocialOrganisation>().Where(o => o.Id == invitation.OrganisationId).Select(o => o.Name).SingleAsync(cancellationToken);
        var person = user.Id is { } id ? await users.FindAsync(id, cancellationToken) : null;
        return new InvitationPage(request.Token!, name, invitation.Role, invitation.InvitedByName, person is not null, person is null ? null : invitations.Refuse(invitation, person));
    }
}
