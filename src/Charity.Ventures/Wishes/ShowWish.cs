using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Wishes;

/// <summary>A wish's public page. It says nothing of the worker and, until it is fulfilled, nothing of whoever took it on.</summary>
[Anybody]
internal sealed record ShowWish(string Slug) : IQuery<WishPage>;

/// <param name="FulfilledBy">As they wanted to be named; null for nobody's name.</param>
internal sealed record WishPage(
    string Slug, LocalizedText What, LocalizedText Who, LocalizedText? Why, LocalizedText? Area, long ValueMinor, string Currency, DateOnly? WishedBy, string State, string? CloseReason,
    string? Thanks, bool HasPhoto, DateTime? FulfilledUtc, string? FulfilledBy);

internal sealed class ShowWishHandler(CharityDbContext db, IAreas areas) : IRequestHandler<ShowWish, Result<WishPage>>
{
    public async Task<Result<WishPage>> Handle(ShowWish request, CancellationToken cancellationToken)
    {
        if (await db.Set<Wish>().AsNoTracking().SingleOrDefaultAsync(wish => wish.Slug == request.Slug, cancellationToken) is not { IsPublic: true } wish)
        {
            return WishFailures.Unknown;
        }

        var by = wish.State != WishProcess.Fulfilled ? null : await db.Set<WishClaim>()
            .Where(claim => claim.WishId == wish.Id && claim.Outcome == ClaimOutcome.Fulfilled)
            .Select(claim => claim.ShownName)
            .FirstOrDefaultAsync(cancellationToken);
        return new WishPage(
            wish.Slug!, wish.What, wish.Who, wish.Why, (await areas.FindAsync(wish.AreaCode, cancellationToken))?.Name, wish.ValueMinor, wish.Currency, wish.WishedBy, wish.State,
            wish.CloseReason, wish.Thanks, wish.PhotoId is not null, wish.FulfilledUtc, by);
    }
}
