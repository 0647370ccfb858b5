using Charity.Organisations.Contracts;
using Charity.Platform.Localization;
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
    /// <summary>So many names help; more do not.</summary>
    private const int MostNames = 10;

    /// <param name="permission">Whose holders are named as those who still may.</param>
    public async Task<Failure?> RefusalAsync(Guid organisationId, string permission, CancellationToken cancellationToken) =>
        user is { IsSystem: false, Id: { } id } && await ReasonAsync(id, organisationId, cancellationToken) is { } reason
            ? await WithOthersAsync(reason, organisationId, permission, cancellationToken)
            : null;

    private async Task<Failure?> ReasonAsync(Guid userId, Guid organisationId, CancellationToken cancellationToken) =>
        await organisations.RoleOfAsync(userId, organisationId, cancellationToken) is not null ? Failure.Forbidden("own_organisation", "You belong to this organisation, so a colleague has to do this.")
            : await conflicts.IsBoundAsync(userId, organisationId, cancellationToken) ? Failure.Forbidden("interest_declared", "An interest binds you to this organisation, so a colleague has to do this.")
            : null;

    private async Task<Failure> WithOthersAsync(Failure reason, Guid organisationId, string permission, CancellationToken cancellationToken)
    {
        var others = new List<string>();
        foreach (var holder in await users.HoldersAsync(permission, cancellationToken))
        {
            if (others.Count < MostNames && await ReasonAsync(holder.Id, organisationId, cancellationToken) is null)
            {
                others.Add(holder.Name);
            }
        }

        var why = texts.Say(reason);
        return others.Count == 0
            ? Failure.Forbidden(reason.Code, "{0} Nobody else may do it either: ask an administrator for another account.", why)
            : Failure.Forbidden(reason.Code, "{0} Others may: {1}.", why, texts.List(others));
    }
}
