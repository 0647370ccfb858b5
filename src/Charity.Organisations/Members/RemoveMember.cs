using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using MediatR;

namespace Charity.Organisations.Members;

/// <summary>Takes a colleague out of the organisation, or leaves it oneself. Owners remove others; everybody may leave, but for the last owner.</summary>
[SignedIn]
internal sealed record RemoveMember(Guid OrganisationId, Guid UserId) : ICommand, IOrganisationRequest;

internal sealed class RemoveMemberHandler(DossierDesk desk, ICurrentUser user) : IRequestHandler<RemoveMember, Result>
{
    public async Task<Result> Handle(RemoveMember request, CancellationToken cancellationToken)
    {
        if (await desk.LoadAsync(request.OrganisationId, cancellationToken) is not { } organisation || organisation.Members.FirstOrDefault(m => m.UserId == request.UserId) is not { } member)
        {
            return MemberFailures.Unknown;
        }

        if (member.UserId != user.Id && organisation.Members.FirstOrDefault(m => m.UserId == user.Id)?.Role != OrganisationRole.Owner)
        {
            return AccessFailures.NotYourRole;
        }

        if (MemberRules.IsLastOwner(organisation, member))
        {
            return MemberFailures.LastOwner;
        }

        organisation.Remove(member);
        organisation.CountEdit();
        return Result.Ok;
    }
}
