using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Wishes;

/// <summary>The wishes the current user took on: those in hand with the office's contact and how to hand the thing over, then the latest that ended.</summary>
[SignedIn]
internal sealed record ListMyClaims : IQuery<IReadOnlyList<MyClaim>>;

/// <param name="Contact">Only while it is in hand.</param>
/// <param name="Handover">Only while it is in hand.</param>
internal sealed record MyClaim(
    string Slug, LocalizedText What, LocalizedText Who, LocalizedText? Area, long ValueMinor, string Currency, ClaimOutcome Outcome, DateTime ClaimedUtc, DateTime DueUtc, DateTime? EndedUtc,
    string? Contact, string? Handover);

internal sealed class ListMyClaimsHandler(CharityDbContext db, IAreas areas, ICurrentUser user) : IRequestHandler<ListMyClaims, Result<IReadOnlyList<MyClaim>>>
{
    private const int Most = 100;

    public async Task<Result<IReadOnlyList<MyClaim>>> Handle(ListMyClaims request, CancellationToken cancellationToken)
    {
        var rows = await (from claim in db.Set<WishClaim>().AsNoTracking()
                          join wish in db.Set<Wish>() on claim.WishId equals wish.Id
                          where claim.ClaimerId == user.Id
                          orderby claim.EndedUtc == null descending, claim.Id descending
                          select new { Claim = claim, wish.Slug, wish.What, wish.Who, wish.AreaCode, wish.ValueMinor, wish.Currency, wish.Contact, wish.Handover }).Take(Most).ToListAsync(cancellationToken);
        var names = (await areas.AllAsync(cancellationToken)).ToDictionary(area => area.Code, area => area.Name, StringComparer.Ordinal);
        return rows.ConvertAll(row => new MyClaim(
            row.Slug!, row.What, row.Who, names.GetValueOrDefault(row.AreaCode), row.ValueMinor, row.Currency, row.Claim.Outcome, row.Claim.ClaimedUtc, row.Claim.DueUtc, row.Claim.EndedUtc,
            row.Claim.EndedUtc is null ? row.Contact : null, row.Claim.EndedUtc is null ? row.Handover : null));
    }
}
