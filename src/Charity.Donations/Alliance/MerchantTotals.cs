using Charity.Donations.Offline;
using Charity.Platform.Data;
using Charity.Platform.Verification;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Alliance;

/// <summary>Counts what comes from a merchant in the transaction that books it, so that the total is always that of its gifts in the books.</summary>
internal sealed class MerchantTotals(CharityDbContext db)
{
    /// <summary>Does nothing for a gift that settles no merchant's month.</summary>
    public async Task CountAsync(OfflineGift gift, CancellationToken cancellationToken)
    {
        var merchantId = await db.Set<Settlement>().Where(settlement => settlement.OfflineGiftId == gift.Id).Select(settlement => (Guid?)settlement.MerchantId).SingleOrDefaultAsync(cancellationToken);
        if (merchantId is { } id)
        {
            await db.LockAsync(AllianceDesk.LockOf(id), cancellationToken);
            (await db.Set<Merchant>().SingleAsync(merchant => merchant.Id == id, cancellationToken)).Received(gift.AmountMinor);
        }
    }
}

/// <summary>Every merchant's total equals its confirmed gifts, each of which another check compares with its ledger entry.</summary>
internal sealed class MerchantsEqualGifts(CharityDbContext db) : IVerification
{
    public string Name => "What merchants have given equals their gifts";

    public async IAsyncEnumerable<Finding> VerifyAsync(ReportProgress progress, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var booked = await db.Set<Settlement>()
            .Join(db.Set<OfflineGift>().Where(gift => gift.State == OfflineGiftProcess.IsConfirmed), settlement => settlement.OfflineGiftId, gift => gift.Id, (settlement, gift) => new { settlement.MerchantId, gift.AmountMinor })
            .GroupBy(row => row.MerchantId)
            .Select(rows => new { Id = rows.Key, Sum = rows.Sum(row => row.AmountMinor), Count = rows.Count() })
            .ToDictionaryAsync(row => row.Id, row => (row.Sum, row.Count), cancellationToken);
        var merchants = await db.Set<Merchant>().AsNoTracking().OrderBy(merchant => merchant.Id).Select(merchant => new { merchant.Id, merchant.Slug, merchant.GivenMinor, merchant.GiftCount }).ToListAsync(cancellationToken);
        progress(Name, merchants.Count, merchants.Count);
        if (merchants.FirstOrDefault(merchant => booked.GetValueOrDefault(merchant.Id) != (merchant.GivenMinor, merchant.GiftCount)) is { } wrong)
        {
            yield return new Finding("merchant_total_equals_gifts", $"merchant {wrong.Slug}", $"{booked.GetValueOrDefault(wrong.Id)}", $"{(wrong.GivenMinor, wrong.GiftCount)}");
        }
    }
}
