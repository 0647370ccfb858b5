using Charity.Disbursements.Ratios;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Charges;

/// <summary>The limit of administration charges. The law leaves it to the agreement and the place; five per cent is usual (documented default).</summary>
internal sealed record ChargeSettings
{
    /// <summary>Of what a fund raised in the calendar year, in hundredths of a per cent.</summary>
    public int LimitBasisPoints { get; init; } = 500;
}

/// <summary>Loads charges, and knows how much may still be taken of a fund.</summary>
internal sealed class ChargeDesk(CharityDbContext db, ILedgerReader ledger, ILedgerTotals totals, ISettingsStore settings, SiteTime time)
{
    public Task<AdministrationCharge?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Set<AdministrationCharge>().AsNoTracking().SingleOrDefaultAsync(charge => charge.Id == id, cancellationToken);

    /// <summary>The charge to change. Holds the lock of its fund's charges until the transaction ends.</summary>
    public async Task<Result<AdministrationCharge>> TakeAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await db.Set<AdministrationCharge>().Where(charge => charge.Id == id).Select(charge => charge.FundSlug).SingleOrDefaultAsync(cancellationToken) is not { } fund)
        {
            return ChargeFailures.Unknown;
        }

        await LockAsync(fund, cancellationToken);
        return await db.Set<AdministrationCharge>().SingleAsync(charge => charge.Id == id, cancellationToken);
    }

    public Task LockAsync(string fundSlug, CancellationToken cancellationToken) => db.LockAsync($"charges:{fundSlug}", cancellationToken);

    /// <summary>The next number of this year. Holds its lock until the transaction ends.</summary>
    public async Task<(int Year, int Number)> NextNumberAsync(CancellationToken cancellationToken)
    {
        var year = time.Today.Year;
        await db.LockAsync($"charge-numbers:{year}", cancellationToken);
        return (year, (await db.Set<AdministrationCharge>().Where(charge => charge.Year == year).MaxAsync(charge => (int?)charge.Number, cancellationToken) ?? 0) + 1);
    }

    /// <param name="except">A proposal that does not count against itself.</param>
    public async Task<ChargeRoom> RoomAsync(string fundSlug, int year, Guid? except, CancellationToken cancellationToken)
    {
        var months = await ledger.TurnoverAsync([AccountCodes.FundOwner(fundSlug)], new DateOnly(year, 1, 1), new DateOnly(year, 12, 31), cancellationToken);
        var charges = await db.Set<AdministrationCharge>().Where(charge => charge.FundSlug == fundSlug && charge.Id != except && charge.State != ChargeProcess.Declined)
            .GroupBy(charge => new { charge.Year, charge.State }).Select(group => new { group.Key.Year, group.Key.State, Sum = group.Sum(charge => charge.AmountMinor) }).ToListAsync(cancellationToken);
        var account = AccountCodes.FundAvailable(fundSlug);
        var free = (await totals.BalancesAsync([account], cancellationToken)).GetValueOrDefault(account)?.AvailableMinor ?? 0;
        return new ChargeRoom(
            year, months.Sum(Flow.IncomeOf), (await settings.GetAsync<ChargeSettings>(cancellationToken)).LimitBasisPoints, charges.Where(charge => charge.Year == year).Sum(charge => charge.Sum),
            free - charges.Where(charge => charge.State == ChargeProcess.Proposed).Sum(charge => charge.Sum));
    }
}
