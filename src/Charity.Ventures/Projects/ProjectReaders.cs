using Charity.Organisations.Contracts;
using Charity.Platform.Security;
using Charity.Ventures.Reviewers;

namespace Charity.Ventures.Projects;

/// <summary>Who of the bureau reads what an organisation did not publish.</summary>
internal sealed class ProjectReaders(IOrganisations organisations, ConflictDesk conflicts, ICurrentUser user)
{
    /// <summary>True when the current user neither belongs to the organisation nor is bound to it by an interest.</summary>
    public async Task<bool> AreApartAsync(Guid organisationId, CancellationToken cancellationToken) =>
        user.IsSystem
        || (user.Id is { } id && await organisations.RoleOfAsync(id, organisationId, cancellationToken) is null && !await conflicts.IsBoundAsync(id, organisationId, cancellationToken));
}
