using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Projects;

/// <summary>A request about one project that only those may send who belong to its organisation; held by <see cref="OwnProjectsOnly"/>.</summary>
internal interface IOwnProjectRequest
{
    string Slug { get; }
}

/// <summary>An <see cref="IOwnProjectRequest"/> for owners and editors.</summary>
internal interface IEditorsProjectRequest : IOwnProjectRequest;

/// <summary>An <see cref="IOwnProjectRequest"/> for owners, in a session with a second factor: it binds the organisation.</summary>
internal interface ISignersProjectRequest : IOwnProjectRequest;

/// <summary>Lets only those on who belong to the project's organisation; to everybody else there is no such project.</summary>
internal sealed class OwnProjectsOnly(CharityDbContext db, IOrganisations organisations, ICurrentUser user) : IAuthorize<IOwnProjectRequest>
{
    public async Task<Failure?> AuthorizeAsync(IOwnProjectRequest request, CancellationToken cancellationToken)
    {
        if (user.IsSystem)
        {
            return null;
        }

        var organisationId = await db.Set<Project>().Where(project => project.Slug == request.Slug).Select(project => (Guid?)project.OrganisationId).FirstOrDefaultAsync(cancellationToken);
        if (organisationId is not { } owner || user.Id is not { } id || await organisations.RoleOfAsync(id, owner, cancellationToken) is not { } role)
        {
            return ProjectFailures.Unknown;
        }

        var isTheirs = request switch
        {
            ISignersProjectRequest => role == OrganisationRole.Owner,
            IEditorsProjectRequest => role is OrganisationRole.Owner or OrganisationRole.Editor,
            _ => true,
        };
        return !isTheirs ? Failure.Forbidden("not_your_role", "Your role in this organisation does not include this. Ask one of its owners.")
            : request is ISignersProjectRequest && !user.HasSecondFactor ? new Failure(FailureKind.SecondFactorNeeded, "second_factor_needed", "Please confirm with your second factor first.")
            : null;
    }
}
