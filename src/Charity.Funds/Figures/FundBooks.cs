using Charity.Funds.Contracts;
using Charity.Ledger.Contracts;

namespace Charity.Funds.Figures;

/// <summary>One kind of movement on one of a fund's accounts since the beginning: a line of "where the money went".</summary>
internal sealed record MoneyLine(string Kind, string AccountCode, long InMinor, long OutMinor, long Entries);

/// <summary>Reads the funds' figures from the ledger's maintained totals; the cost does not grow with the number of gifts.</summary>
internal sealed class FundBooks(ILedgerTotals totals, TimeProvider clock)
{
    /// <summary>The figures of each of these funds by slug, zero where nothing was booked.</summary>
    /// <param name="funds">Slug and currency.</param>
    public async Task<IReadOnlyDictionary<string, FundFigures>> OfAsync(IReadOnlyCollection<(string Slug, string Currency)> funds, CancellationToken cancellationToken)
    {
        if (funds.Count == 0)
        {
            return new Dictionary<string, FundFigures>(StringComparer.Ordinal);
        }

        var owners = funds.Select(fund => AccountCodes.FundOwner(fund.Slug)).ToList();
        var asOf = clock.GetUtcNow().UtcDateTime;
        var kinds = (await totals.ByKindAsync(owners, cancellationToken)).ToLookup(total => total.Owner, StringComparer.Ordinal);
        var balances = (await totals.BalancesOfOwnersAsync(owners, cancellationToken)).ToLookup(balance => AccountCodes.Owner(balance.Code), StringComparer.Ordinal);
        return funds.ToDictionary(
            fund => fund.Slug,
            fund => FundFigures.Of(fund.Currency, kinds[AccountCodes.FundOwner(fund.Slug)], balances[AccountCodes.FundOwner(fund.Slug)], asOf),
            StringComparer.Ordinal);
    }

    /// <summary>What moved on a fund's accounts, by account and kind: incoming first, then by size.</summary>
    public async Task<IReadOnlyList<MoneyLine>> LinesAsync(string slug, CancellationToken cancellationToken) =>
        [.. (await totals.ByKindAsync([AccountCodes.FundOwner(slug)], cancellationToken))
            .Where(total => total.Entries > 0)
            .Select(total => new MoneyLine(total.Kind, total.Code, total.CreditsMinor, total.DebitsMinor, total.Entries))
            .OrderByDescending(line => line.InMinor > line.OutMinor)
            .ThenByDescending(line => Math.Abs(line.InMinor - line.OutMinor))];
}
