using Charity.Ledger.Contracts;

namespace Charity.Funds.Contracts;

/// <summary>
/// The money of one fund, or of several that share a currency, in minor units, all from the books.
/// <c>Raised + Returned = Committed + PaidOut + Available + Charged</c>.
/// </summary>
/// <param name="RaisedMinor">Gifts and matching money, less what went back to donors.</param>
/// <param name="CommittedMinor">Promised to projects and not yet paid.</param>
/// <param name="PaidOutMinor">Paid to projects.</param>
/// <param name="AvailableMinor">There to be promised.</param>
/// <param name="ReturnedMinor">Paid back by projects.</param>
/// <param name="ChargedMinor">Taken for the charity's administration.</param>
/// <param name="GiftCount">Gifts booked.</param>
public sealed record FundFigures(
    string Currency, long RaisedMinor, long CommittedMinor, long PaidOutMinor, long AvailableMinor, long ReturnedMinor, long ChargedMinor, long GiftCount, DateTime AsOfUtc)
{
    private static readonly HashSet<string> GiftKinds = [EntryKinds.Gift, EntryKinds.OfflineGift, EntryKinds.DecidedGift];
    private static readonly HashSet<string> GoneBackKinds = [EntryKinds.Refund, EntryKinds.DisputeLost];

    /// <summary>
    /// Adds up what funds of one currency have moved. What is posted comes from the totals by kind alone, one answer of the ledger,
    /// so that the figures fit each other even while gifts pour in; a reservation only moves from available to committed.
    /// </summary>
    /// <param name="totals">Other currencies are left out.</param>
    /// <param name="balances">The same funds' balances, for what is reserved.</param>
    public static FundFigures Of(string currency, IEnumerable<KindTotal> totals, IEnumerable<AccountBalance> balances, DateTime asOfUtc)
    {
        var own = totals.Where(total => total.Currency == currency).ToList();
        var available = own.Where(total => AccountCodes.IsAvailable(total.Code)).ToList();
        var committed = own.Where(total => AccountCodes.IsCommitted(total.Code)).ToList();
        var reserved = balances.Where(balance => balance.Currency == currency && AccountCodes.IsAvailable(balance.Code)).Sum(balance => balance.DebitsPendingMinor);
        return new FundFigures(
            currency,
            available.Where(total => EntryKinds.Raising.Contains(total.Kind)).Sum(total => total.CreditsMinor)
                - available.Where(total => GoneBackKinds.Contains(total.Kind)).Sum(total => total.DebitsMinor),
            committed.Sum(Net) + reserved,
            -committed.Where(total => total.Kind is EntryKinds.Payment or EntryKinds.ReturnedTransfer).Sum(Net),
            available.Sum(Net) - reserved,
            available.Where(total => total.Kind == EntryKinds.ReturnedMoney).Sum(Net),
            -available.Where(total => total.Kind == EntryKinds.AdministrationCharge).Sum(Net),
            available.Where(total => GiftKinds.Contains(total.Kind)).Sum(total => total.Entries),
            asOfUtc);
    }

    /// <summary>How much of the goal has been raised, in whole per cent, cut off; null without a goal.</summary>
    public int? PercentOf(long goalMinor) => goalMinor > 0 ? (int)Math.Min(RaisedMinor * 100 / goalMinor, int.MaxValue) : null;

    private static long Net(KindTotal total) => total.CreditsMinor - total.DebitsMinor;
}
