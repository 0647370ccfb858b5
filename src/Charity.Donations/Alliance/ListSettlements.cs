using System.Globalization;
using Charity.Platform.Data;
using Charity.Platform.Exports;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Donations.Alliance;

/// <summary>The merchants' months: those of one month, or all that are late.</summary>
/// <param name="Month"><c>2026-10</c>; the last one when missing or not understood.</param>
[Requires(Permissions.ViewAlliance)]
internal sealed record ListSettlements(string? Month, bool Late) : IQuery<SettlementList>;

/// <summary>The same as a table to take away.</summary>
[Requires(Permissions.ViewAlliance)]
internal sealed record ExportSettlements(string? Month, bool Late) : IQuery<ITable>;

/// <param name="Months">To choose from, the last first.</param>
internal sealed record SettlementList(DateOnly Month, bool Late, IReadOnlyList<DateOnly> Months, IReadOnlyList<MerchantMonth> Rows, DateOnly Today)
{
    public long OwedMinor => Rows.Sum(row => row.Settlement?.AmountMinor ?? 0);

    public long PaidMinor => Rows.Where(row => row.State == SettlementState.Paid).Sum(row => row.Settlement!.AmountMinor);
}

internal sealed class ListSettlementsHandler(SettlementReader reader) : IRequestHandler<ListSettlements, Result<SettlementList>>
{
    public async Task<Result<SettlementList>> Handle(ListSettlements request, CancellationToken cancellationToken) => await reader.ReadAsync(request.Month, request.Late, cancellationToken);
}

internal sealed class ExportSettlementsHandler(SettlementReader reader, IStringLocalizer texts) : IRequestHandler<ExportSettlements, Result<ITable>>
{
    public async Task<Result<ITable>> Handle(ExportSettlements request, CancellationToken cancellationToken)
    {
        var list = await reader.ReadAsync(request.Month, request.Late, cancellationToken);
        return Result<ITable>.Ok(Table.From(texts["Settlements"], list.Rows)
            .Text(texts["Merchant"], row => row.Merchant.Name.ToString())
            .Text(texts["Month"], row => AllianceWords.Month(row.Month))
            .Text(texts["Pledge"], row => AllianceWords.Say(texts, row.Settlement?.Pledge ?? row.Merchant.Pledge))
            .Number(texts["Sales"], row => row.Settlement is { PledgeKind: PledgeKind.PerSale } told ? told.Basis : null)
            .Money(texts["Turnover"], row => row.Settlement is { PledgeKind: PledgeKind.Turnover } told ? told.Basis : null)
            .Money(texts["Owed"], row => row.Settlement?.AmountMinor)
            .Text(texts["State"], row => texts[AllianceWords.Of(row.State)])
            .Date(texts["Due on"], row => row.DueOn)
            .Text(texts["Words on the transfer"], row => row.Settlement is null ? null : Settlement.ReferenceOf(row.Merchant.Slug, row.Month)));
    }
}

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
