using Charity.Disbursements.PastPayouts;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Ratios;

/// <summary>One month's charitable spending, and that of the year until its end.</summary>
internal sealed record SpentMonth(DateOnly Month, long SpentMinor, long UntilEndMinor);

/// <summary>Reads the ratios of every year from the monthly totals the ledger keeps.</summary>
internal sealed class RatioReader(CharityDbContext db, ILedgerReader ledger, ISettingsStore settings, SiteTime time)
{
    /// <summary>Every year since the first in the books, this one last, and this year's months until now.</summary>
    public async Task<(IReadOnlyList<YearRatios> Years, IReadOnlyList<SpentMonth> Months)> ReadAsync(CancellationToken cancellationToken)
    {
        var past = await db.Set<PastPayout>().Select(payout => payout.Year).Distinct().ToListAsync(cancellationToken);
        IReadOnlyList<MonthTurnover> rows =
        [
            .. await ledger.TurnoverAsync([], null, null, cancellationToken),
            .. past.Count == 0 ? [] : await ledger.TurnoverAsync([.. past.Select(year => AccountCodes.Owner(PastOf(year)))], null, null, cancellationToken),
        ];
        var inYuan = rows.Where(row => row.Currency == Money.Yuan).ToList();
        var limits = await settings.GetAsync<RatioSettings>(cancellationToken);
        var byYear = inYuan.ToLookup(row => row.Month.Year);
        var today = time.Today;
        var first = Math.Min(today.Year, inYuan.Select(row => row.Month.Year).DefaultIfEmpty(today.Year).Min());
        var years = Enumerable.Range(first, today.Year - first + 1)
            .Select(year => new YearRatios(year, byYear[year - 1].Sum(Flow.IncomeOf), byYear[year].Sum(Flow.SpendingOf), byYear[year].Sum(Flow.AdministrationOf), limits)).ToList();
        return (years, MonthsOf(byYear[today.Year], today));
    }

    private static List<SpentMonth> MonthsOf(IEnumerable<MonthTurnover> rows, DateOnly today)
    {
        var spent = rows.GroupBy(row => row.Month).ToDictionary(group => group.Key, group => group.Sum(Flow.SpendingOf));
        var (months, sum) = (new List<SpentMonth>(), 0L);
        for (var month = new DateOnly(today.Year, 1, 1); month <= today; month = month.AddMonths(1))
        {
            sum += spent.GetValueOrDefault(month);
            months.Add(new SpentMonth(month, spent.GetValueOrDefault(month), sum));
        }

        return months;
    }

    private static string PastOf(int year) => FormattableString.Invariant($"past:{year}:received");
}
