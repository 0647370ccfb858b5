using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Members;

/// <summary>The colleagues of an organisation; for owners also whom they have invited. Whom the bureau has invited is not shown: the owner may be the one who took the dossier.</summary>
[SignedIn]
internal sealed record ShowMembers(Guid OrganisationId) : IQuery<MembersPage>, IOrganisationRequest;

internal sealed record MembersPage(IReadOnlyList<OrganisationColleague> Colleagues, IReadOnlyList<InvitationRow> Invitations, Guid? Me);

internal sealed record InvitationRow(Guid Id, string Email, OrganisationRole Role, DateTime ExpiresUtc);

internal sealed class ShowMembersHandler(CharityDbContext db, IOrganisations organisations, ICurrentUser user, TimeProvider clock) : IRequestHandler<ShowMembers, Result<MembersPage>>
{
    public async Task<Result<MembersPage>> Handle(ShowMembers request, CancellationToken cancellationToken)
    {
        var colleagues = await organisations.MembersAsync(request.OrganisationId, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var invited = colleagues.Any(colleague => colleague.UserId == user.Id && colleague.Role == OrganisationRole.Owner)
            ? await db.Set<OrganisationInvitation>().AsNoTracking()
                .Where(invitation => invitation.OrganisationId == request.OrganisationId && invitation.EndedUtc == null && invitation.AppointedById == null && invitation.ExpiresUtc > now)
                .OrderBy(invitation => invitation.Id)
                .ToListAsync(cancellationToken)
            : [];
        return new MembersPage(colleagues, [.. invited.Select(invitation => new InvitationRow(invitation.Id, invitation.Email!, invitation.Role, invitation.ExpiresUtc))], user.Id);
    }
}
