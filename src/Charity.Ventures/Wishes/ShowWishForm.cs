using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Needs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Wishes;

/// <summary>The form for a wish: as it stands, or empty for one that is not there yet.</summary>
[Requires(Permissions.PostNeeds)]
internal sealed record ShowWishForm(Guid Id) : IQuery<WishForm>;

/// <param name="Areas">Those in the worker's care.</param>
/// <param name="MostMinor">The most that it may cost.</param>
internal sealed record WishForm(KeepWish Typed, bool IsNew, IReadOnlyList<Area> Areas, long MostMinor, string Currency);

internal sealed class ShowWishFormHandler(CharityDbContext db, AreaCare care, ISettingsStore settings) : IRequestHandler<ShowWishForm, Result<WishForm>>
{
    public async Task<Result<WishForm>> Handle(ShowWishForm request, CancellationToken cancellationToken)
    {
        var mine = await care.MineAsync(cancellationToken);
        var wish = await db.Set<Wish>().AsNoTracking().SingleOrDefaultAsync(wish => wish.Id == request.Id, cancellationToken);
        if (wish is not null && mine.All(area => area.Code != wish.AreaCode))
        {
            return WishFailures.Unknown;
        }

        if (wish is { IsDraft: false })
        {
            return WishFailures.NoDraft;
        }

        var typed = wish is null ? new KeepWish { Id = request.Id, AreaCode = mine.Count == 1 ? mine[0].Code : null } : KeepWish.Of(wish);
        return new WishForm(typed, wish is null, mine, (await settings.GetAsync<WishSettings>(cancellationToken)).MostMinor, Money.Yuan);
    }
}
