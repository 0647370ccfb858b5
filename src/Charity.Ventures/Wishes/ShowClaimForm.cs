using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Wishes;

/// <summary>The form for taking a wish on.</summary>
[SignedIn]
internal sealed record ShowClaimForm(string Slug) : IQuery<ClaimForm>;

/// <param name="Organisations">The verified ones the person belongs to.</param>
/// <param name="LastDay">The last day for bringing it, if it is taken on today.</param>
internal sealed record ClaimForm(
    ClaimWish Typed, LocalizedText What, LocalizedText Who, LocalizedText? Area, long ValueMinor, string Currency, bool IsOpen, IReadOnlyList<OrganisationSummary> Organisations, DateOnly LastDay);

internal sealed class ShowClaimFormHandler(CharityDbContext db, IAreas areas, IOrganisations organisations, ISettingsStore settings, ICurrentUser user, SiteTime time)
    : IRequestHandler<ShowClaimForm, Result<ClaimForm>>
{
    public async Task<Result<ClaimForm>> Handle(ShowClaimForm request, CancellationToken cancellationToken)
    {
        if (await db.Set<Wish>().AsNoTracking().SingleOrDefaultAsync(wish => wish.Slug == request.Slug, cancellationToken) is not { IsPublic: true } wish)
        {
            return WishFailures.Unknown;
        }

        return new ClaimForm(
            new ClaimWish { Slug = request.Slug, ShownName = user.Name },
            wish.What, wish.Who, (await areas.FindAsync(wish.AreaCode, cancellationToken))?.Name, wish.ValueMinor, wish.Currency,
            wish.State == WishProcess.Open,
            [.. (await organisations.MineAsync(cancellationToken)).Select(membership => membership.Organisation).Where(organisation => organisation.IsVerified)],
            time.Today.AddDays((await settings.GetAsync<WishSettings>(cancellationToken)).DaysToFulfil));
    }
}
