using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Web;

namespace Charity.Donations.FundPage;

/// <summary>The newest gifts on a fund's page.</summary>
internal sealed class RecentGifts(CharityDbContext db) : IFundPageSection
{
    public const string View = "Charity.Donations/FundPage/RecentGifts";
    private const int Shown = 8;

    public async Task<PageSection?> BuildAsync(FundSummary fund, CancellationToken cancellationToken)
    {
        var (items, next) = await PublicGiftList.ReadAsync(db, fund.Id, after: null, Shown, cancellationToken);
        return new PageSection(View, new RecentGiftsModel(fund.Slug, items, HasMore: next is not null, fund.AcceptsGifts), Order: 120);
    }
}

internal sealed record RecentGiftsModel(string Slug, IReadOnlyList<PublicGift> Gifts, bool HasMore, bool AcceptsGifts);
