using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Dossiers;

/// <summary>A request about one organisation that only those may send who belong to it; held by <see cref="OwnOrganisationsOnly"/>.</summary>
internal interface IOrganisationRequest
{
    Guid OrganisationId { get; }
}

/// <summary>An <see cref="IOrganisationRequest"/> for owners and editors.</summary>
internal interface IEditorsRequest : IOrganisationRequest;

/// <summary>An <see cref="IOrganisationRequest"/> for owners and those who keep the account.</summary>
internal interface IFinanceRequest : IOrganisationRequest;

/// <summary>An <see cref="IOrganisationRequest"/> for owners.</summary>
internal interface IOwnersRequest : IOrganisationRequest;

/// <summary>Lets only those on who belong to the organisation; to everybody else there is no such organisation.</summary>
internal sealed class OwnOrganisationsOnly(CharityDbContext db, ICurrentUser user) : IAuthorize<IOrganisationRequest>
{
    public async Task<Failure?> AuthorizeAsync(IOrganisationRequest request, CancellationToken cancellationToken)
    {
        if (user.IsSystem)
        {
            return null;
        }

        var role = await db.Set<OrganisationMember>()
            .Where(member => member.OrganisationId == request.OrganisationId && member.UserId == user.Id)
            .Select(member => (OrganisationRole?)member.Role)
            .FirstOrDefaultAsync(cancellationToken);
        return role is null ? AccessFailures.Unknown
            : MaySend(role.Value, request) ? null
            : AccessFailures.NotYourRole;
    }

    private static bool MaySend(OrganisationRole role, IOrganisationRequest request) => role switch
    {
        OrganisationRole.Owner => true,
        OrganisationRole.Editor => request is not (IFinanceRequest or IOwnersRequest),
        OrganisationRole.Finance => request is not (IEditorsRequest or IOwnersRequest),
        _ => throw new InvalidOperationException($"Unknown role {role}."),
    };
}

internal static class AccessFailures
{
    public static Failure Unknown => Failure.NotFound("organisation_unknown", "There is no such organisation.");

    public static Failure NotYourRole => Failure.Forbidden("not_your_role", "Your role in this organisation does not include this. Ask one of its owners.");

    public static Failure ChangedMeanwhile => Failure.Conflict("changed_meanwhile", "Somebody else changed this at the same moment. Look at the new state, then try again.");
}
