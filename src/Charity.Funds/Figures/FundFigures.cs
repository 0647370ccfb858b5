using Charity.Ledger.Contracts;

namespace Charity.Funds.Figures;

/// <summary>A fund in figures, all from the books, all in minor units.</summary>
/// <param name="RaisedMinor">Gifts and matches, less what went back to donors.</param>
/// <param name="CommittedMinor">Promised to projects and not yet paid.</param>
/// <param name="PaidOutMinor">Paid to projects.</param>
/// <param name="AvailableMinor">There to be promised.</param>
/// <param name="GiftCount">Gifts booked.</param>
internal sealed record FundFigures(long RaisedMinor, long CommittedMinor, long PaidOutMinor, long AvailableMinor, long GiftCount, string Currency, DateTime AsOfUtc)
{
    /// <summary>How much of the goal has been raised, in whole per cent, cut off; null without a goal.</summary>
    public int? PercentOf(long goalMinor) => goalMinor > 0 ? (int)Math.Min(RaisedMinor * 100 / goalMinor, int.MaxValue) : null;
}

/// <summary>One kind of movement on one of a fund's accounts since the beginning: a line of "where the money went".</summary>
internal sealed record MoneyLine(string Kind, string AccountCode, long InMinor, long OutMinor, long Entries);

/// <summary>Reads the funds' figures from the ledger's maintained totals; the cost does not grow with the number of gifts.</summary>
internal sealed class FundBooks(ILedgerTotals totals, TimeProvider clock)
{
    private static readonly HashSet<string> GiftKinds = [EntryKinds.Gift, EntryKinds.OfflineGift, EntryKinds.DecidedGift];
    private static readonly HashSet<string> GoneBackKinds = [EntryKinds.Refund, EntryKinds.DisputeLost];

    /// <summary>The figures of each of these funds, zero where nothing was booked.</summary>
    public async Task<IReadOnlyDictionary<string, FundFigures>> OfAsync(IReadOnlyCollection<string> slugs, CancellationToken cancellationToken)
    {
        if (slugs.Count == 0)
        {
            return new Dictionary<string, FundFigures>(StringComparer.Ordinal);
        }

        var owners = slugs.Select(AccountCodes.FundOwner).ToList();
        var asOf = clock.GetUtcNow().UtcDateTime;
        var kinds = (await totals.ByKindAsync(owners, cancellationToken)).ToLookup(total => total.Owner, StringComparer.Ordinal);
        var balances = (await totals.BalancesOfOwnersAsync(owners, cancellationToken)).ToLookup(balance => AccountCodes.Owner(balance.Code), StringComparer.Ordinal);
        return slugs.ToDictionary(
            slug => slug,
            slug => Figure([.. kinds[AccountCodes.FundOwner(slug)]], [.. balances[AccountCodes.FundOwner(slug)]], asOf),
            StringComparer.Ordinal);
    }

    public async Task<FundFigures> OfAsync(string slug, CancellationToken cancellationToken) => (await OfAsync([slug], cancellationToken))[slug];

    /// <summary>What moved on a fund's accounts, by account and kind: incoming first, then by size.</summary>
    public async Task<IReadOnlyList<MoneyLine>> LinesAsync(string slug, CancellationToken cancellationToken) =>
        [.. (await totals.ByKindAsync([AccountCodes.FundOwner(slug)], cancellationToken))
            .Where(total => total.Entries > 0)
            .Select(total => new MoneyLine(total.Kind, total.Code, total.CreditsMinor, total.DebitsMinor, total.Entries))
            .OrderByDescending(line => line.InMinor > line.OutMinor)
            .ThenByDescending(line => Math.Abs(line.InMinor - line.OutMinor))];

    private static FundFigures Figure(IReadOnlyList<KindTotal> kinds, IReadOnlyList<AccountBalance> balances, DateTime asOf)
    {
        var available = balances.FirstOrDefault(balance => IsAvailable(balance.Code));
        var onAvailable = kinds.Where(total => IsAvailable(total.Code)).ToList();
        return new FundFigures(
            onAvailable.Where(total => EntryKinds.Raising.Contains(total.Kind)).Sum(total => total.CreditsMinor)
                - onAvailable.Where(total => GoneBackKinds.Contains(total.Kind)).Sum(total => total.DebitsMinor),
            (available?.DebitsPendingMinor ?? 0) + balances.Where(balance => IsCommitted(balance.Code)).Sum(balance => balance.PostedMinor),
            kinds.Where(total => IsCommitted(total.Code) && total.Kind == EntryKinds.Payment).Sum(total => total.DebitsMinor),
            available?.AvailableMinor ?? 0,
            onAvailable.Where(total => GiftKinds.Contains(total.Kind)).Sum(total => total.Entries),
            available?.Currency ?? "CNY",
            asOf);
    }

    private static bool IsAvailable(string code) => code.EndsWith(":available", StringComparison.Ordinal);

    private static bool IsCommitted(string code) => code.Contains(":committed:", StringComparison.Ordinal);
}
