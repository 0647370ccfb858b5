using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Localization;
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
    /// <summary>So many names help; more do not.</summary>
    private const int MostNames = 10;

    public async Task<Failure?> RefusalAsync(Guid organisationId, CancellationToken cancellationToken) =>
        user is { IsSystem: false, Id: { } id } && await ReasonAsync(id, organisationId, cancellationToken) is { } reason
            ? await WithOthersAsync(reason, organisationId, cancellationToken)
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

    private async Task<Failure> WithOthersAsync(Failure reason, Guid organisationId, CancellationToken cancellationToken)
    {
        var others = new List<string>();
        foreach (var holder in await users.HoldersAsync(Permissions.VerifyOrganisations, cancellationToken))
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
