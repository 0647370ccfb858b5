using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Organisations.Dossiers;

/// <summary>
/// Keeps whoever belongs to an organisation, or is bound to it by an interest, from everything the bureau decides about it: checking, returning, barring,
/// freeing, proving. A refusal says why, and who still may.
/// </summary>
internal sealed class CheckerCheck(CharityDbContext db, ICurrentUser user, IUserDirectory users, IEnumerable<IInterests> interests, IStringLocalizer texts)
{
    /// <param name="permission">Whose holders are named as those who still may.</param>
    public async Task<Failure?> RefusalAsync(Guid organisationId, string permission, CancellationToken cancellationToken) =>
        user is { IsSystem: false, Id: { } id } && await ReasonAsync(id, organisationId, cancellationToken) is { } reason
            ? await users.WithOthersAsync(reason, permission, async other => await ReasonAsync(other, organisationId, cancellationToken) is null, texts, cancellationToken)
            : null;

    private async Task<Failure?> ReasonAsync(Guid userId, Guid organisationId, CancellationToken cancellationToken)
    {
        if (await db.Set<OrganisationMember>().AnyAsync(member => member.OrganisationId == organisationId && member.UserId == userId, cancellationToken))
        {
            return Failure.Forbidden("own_organisation", "You belong to this organisation, so a colleague has to do this.");
        }

        foreach (var source in interests)
        {
            if (await source.BindAsync(userId, organisationId, cancellationToken))
            {
                return Failure.Forbidden("interest_declared", "An interest binds you to this organisation, so a colleague has to do this.");
            }
        }

        return null;
    }
}
