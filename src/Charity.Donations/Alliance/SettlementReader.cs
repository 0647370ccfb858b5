using System.Globalization;
using Charity.Platform.Data;
using Charity.Platform.Settings;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Alliance;

/// <summary>Reads the months of all merchants; two queries however many there are.</summary>
internal sealed class SettlementReader(CharityDbContext db, AllianceDesk desk, SiteTime time)
{
    /// <summary>What is later than this has been written off or is somebody else's work.</summary>
    private const int MonthsBack = 24;

    public async Task<SettlementList> ReadAsync(string? typed, bool late, CancellationToken cancellationToken)
    {
        var last = desk.LastMonth;
        var month = DateOnly.TryParseExact($"{typed}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var wanted) && wanted <= last && wanted > last.AddMonths(-MonthsBack) ? wanted : last;
        var rows = await OpenAndToldAsync(late ? last.AddMonths(-MonthsBack) : month, cancellationToken);
        return new SettlementList(
            month, late, [.. Enumerable.Range(0, MonthsBack).Select(back => last.AddMonths(-back))],
            [.. rows.Where(row => late ? row.IsLateOn(time.Today) : row.Month == month).OrderBy(row => row.DueOn).ThenBy(row => row.Merchant.Id)], time.Today);
    }

    public async Task<IReadOnlyList<MerchantMonth>> LateAsync(CancellationToken cancellationToken) => (await ReadAsync(null, true, cancellationToken)).Rows;

    private async Task<IReadOnlyList<MerchantMonth>> OpenAndToldAsync(DateOnly from, CancellationToken cancellationToken) => await desk.MonthsAsync(
        await db.Set<Merchant>().AsNoTracking().Where(merchant => merchant.State == MerchantProcess.Active || merchant.State == MerchantProcess.Left).ToListAsync(cancellationToken), from, cancellationToken);
}
