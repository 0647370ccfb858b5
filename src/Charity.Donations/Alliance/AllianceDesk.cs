using Charity.Donations.Offline;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Alliance;

/// <summary>A month of a merchant: the row that counts, and how far it has come.</summary>
/// <param name="Settlement">Null while the sales have not been told.</param>
/// <param name="DueOn">The last day for the sales, then for the money.</param>
internal sealed record MerchantMonth(Merchant Merchant, DateOnly Month, Settlement? Settlement, SettlementState State, DateOnly DueOn)
{
    public bool IsOpen => State is SettlementState.Missing or SettlementState.Owed;

    public bool IsLateOn(DateOnly day) => IsOpen && DueOn < day;
}

/// <summary>Loads merchants and their months.</summary>
internal sealed class AllianceDesk(CharityDbContext db, ISettingsStore settings, SiteTime time)
{
    /// <summary>The lock under which a merchant's months are settled and its total is counted.</summary>
    public static string LockOf(Guid merchantId) => $"merchant:{merchantId:N}";

    /// <summary>The month that ended last; months are named by their first days.</summary>
    public DateOnly LastMonth => new DateOnly(time.Today.Year, time.Today.Month, 1).AddMonths(-1);

    public Task<Merchant?> FindAsync(Guid id, CancellationToken cancellationToken) => db.Set<Merchant>().AsNoTracking().SingleOrDefaultAsync(merchant => merchant.Id == id, cancellationToken);

    /// <summary>The merchant to change, holding its lock until the transaction ends.</summary>
    public async Task<Result<Merchant>> TakeAsync(Guid id, CancellationToken cancellationToken)
    {
        await db.LockAsync(LockOf(id), cancellationToken);
        return await db.Set<Merchant>().SingleOrDefaultAsync(merchant => merchant.Id == id, cancellationToken) is { } merchant ? merchant : AllianceFailures.Unknown;
    }

    /// <summary>Every month of a merchant's pledge that has ended, the last first.</summary>
    public async Task<IReadOnlyList<MerchantMonth>> MonthsAsync(Merchant merchant, CancellationToken cancellationToken) =>
        [.. (await MonthsAsync([merchant], DateOnly.MinValue, cancellationToken)).OrderByDescending(month => month.Month)];

    /// <summary>The months of merchants that have ended, from one month on.</summary>
    public async Task<IReadOnlyList<MerchantMonth>> MonthsAsync(IReadOnlyCollection<Merchant> merchants, DateOnly from, CancellationToken cancellationToken)
    {
        var rules = await settings.GetAsync<AllianceSettings>(cancellationToken);
        var ids = merchants.Select(merchant => merchant.Id).ToList();
        var rows = await db.Set<Settlement>().AsNoTracking()
            .Where(settlement => settlement.IsCurrent && settlement.Month >= from && ids.Contains(settlement.MerchantId))
            .GroupJoin(db.Set<OfflineGift>(), settlement => settlement.OfflineGiftId, gift => gift.Id, (settlement, gifts) => new { Settlement = settlement, Gifts = gifts })
            .SelectMany(row => row.Gifts.DefaultIfEmpty(), (row, gift) => new { row.Settlement, State = gift == null ? null : gift.State })
            .ToDictionaryAsync(row => (row.Settlement.MerchantId, row.Settlement.Month), cancellationToken);
        var months = new List<MerchantMonth>();
        foreach (var merchant in merchants.Where(merchant => merchant.Since is not null))
        {
            var first = FirstOf(merchant.Since!.Value);
            for (var month = first > from ? first : from; month <= LastMonth; month = month.AddMonths(1))
            {
                if (rows.GetValueOrDefault((merchant.Id, month)) is { } told)
                {
                    months.Add(new MerchantMonth(merchant, month, told.Settlement, SettlementStates.Of(told.Settlement, told.State), told.Settlement.DueOn));
                }
                else if (merchant.PledgedIn(month))
                {
                    months.Add(new MerchantMonth(merchant, month, null, SettlementState.Missing, month.AddMonths(1).AddDays(rules.DaysToTell - 1)));
                }
            }
        }

        return months;
    }

    public static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);
}

internal static class AllianceFailures
{
    public static Failure Unknown => Failure.NotFound("merchant_unknown", "There is no such merchant.");

    public static Failure ChangedMeanwhile => Failure.Conflict("changed_meanwhile", "Somebody else changed this at the same moment. Look at the new state, then try again.");
}
