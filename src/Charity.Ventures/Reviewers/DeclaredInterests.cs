using Charity.Organisations.Contracts;

namespace Charity.Ventures.Reviewers;

/// <summary>Tells the bureau's pages about organisations who is bound to one by an interest.</summary>
internal sealed class DeclaredInterests(ConflictDesk conflicts) : IInterests
{
    public Task<bool> BindAsync(Guid userId, Guid organisationId, CancellationToken cancellationToken) => conflicts.IsBoundAsync(userId, organisationId, cancellationToken);
}
