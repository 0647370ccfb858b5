using Charity.Ledger.Contracts;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Disbursements.Tracking;

/// <summary>What was received and paid, added up in one way.</summary>
/// <param name="Year">Only works of this year; null for all.</param>
[Requires(Permissions.ViewPayments)]
internal sealed record ShowTracking(TrackingView By, int? Year) : IQuery<TrackingPage>;

internal sealed class ShowTrackingHandler(TrackingPages pages, ILedgerTotals totals) : IRequestHandler<ShowTracking, Result<TrackingPage>>
{
    public async Task<Result<TrackingPage>> Handle(ShowTracking request, CancellationToken cancellationToken)
    {
        var page = await pages.ReadAsync(request.By, request.Year, cancellationToken);
        return request.By == TrackingView.Fund ? page with { Rows = await WithFreeAsync(page.Rows, cancellationToken) } : page;
    }

    private async Task<IReadOnlyList<TrackingRow>> WithFreeAsync(IReadOnlyList<TrackingRow> rows, CancellationToken cancellationToken)
    {
        var codes = rows.Select(row => row.FundSlug).OfType<string>().Select(AccountCodes.FundAvailable).ToList();
        var balances = await totals.BalancesAsync(codes, cancellationToken);
        return [.. rows.Select(row => row.FundSlug is { } fund ? row with { FreeMinor = balances.GetValueOrDefault(AccountCodes.FundAvailable(fund))?.AvailableMinor } : row)];
    }
}
