using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Contracts;
using Charity.Ventures.Reviewers;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Screening;

/// <summary>
/// Keeps whoever belongs to a submission's organisation, or is bound to it by an interest, from its preliminary check and from advising it.
/// A refusal says why, and who still may.
/// </summary>
internal sealed class ScreenerCheck(ICurrentUser user, IOrganisations organisations, IUserDirectory users, ConflictDesk conflicts, IStringLocalizer texts)
{
    /// <param name="permission">Whose holders are named as those who still may.</param>
    public async Task<Failure?> RefusalAsync(Guid organisationId, string permission, CancellationToken cancellationToken) =>
        user is { IsSystem: false, Id: { } id } && await ReasonAsync(id, organisationId, cancellationToken) is { } reason
            ? await users.WithOthersAsync(reason, permission, async other => await ReasonAsync(other, organisationId, cancellationToken) is null, texts, cancellationToken)
            : null;

    private async Task<Failure?> ReasonAsync(Guid userId, Guid organisationId, CancellationToken cancellationToken) =>
        await organisations.RoleOfAsync(userId, organisationId, cancellationToken) is not null ? Failure.Forbidden("own_organisation", "You belong to this organisation, so a colleague has to do this.")
            : await conflicts.IsBoundAsync(userId, organisationId, cancellationToken) ? Failure.Forbidden("interest_declared", "An interest binds you to this organisation, so a colleague has to do this.")
            : null;
}
