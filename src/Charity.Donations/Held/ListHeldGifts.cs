using Charity.Donations.Giving;
using Charity.Donations.Manage;
using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Held;

/// <summary>Gifts whose money has arrived and that no fund has yet, oldest first.</summary>
[Requires(Permissions.DecideHeldGifts)]
internal sealed record ListHeldGifts : IQuery<HeldGiftList>;

internal sealed record HeldGiftList(IReadOnlyList<HeldGift> Gifts, IReadOnlyList<FundSummary> OpenFunds);

internal sealed record HeldGift(GiftRow Gift, int Version, DateTime? DueUtc, bool HasEmail);

internal sealed class ListHeldGiftsHandler(CharityDbContext db, GiftScope scope) : IRequestHandler<ListHeldGifts, Result<HeldGiftList>>
{
    private const int Most = 200;

    public async Task<Result<HeldGiftList>> Handle(ListHeldGifts request, CancellationToken cancellationToken)
    {
        var funds = await scope.FundsAsync(cancellationToken);
        var names = funds.ToDictionary(fund => fund.Id, fund => fund.Name);
        var ids = names.Keys.ToList();
        var gifts = await db.Set<Donation>().AsNoTracking()
            .Where(gift => gift.State == DonationProcess.Held && ids.Contains(gift.FundId))
            .OrderBy(gift => gift.Id).Take(Most).ToListAsync(cancellationToken);
        return new HeldGiftList(
            [.. gifts.Select(gift => new HeldGift(GiftRow.Of(gift, names[gift.FundId]), gift.Version, gift.StateDueUtc, gift.DonorEmail is not null))],
            [.. funds.Where(fund => fund.AcceptsGifts)]);
    }
}
