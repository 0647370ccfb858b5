using Charity.Ledger.Contracts;

namespace Charity.Disclosure.Books;

/// <summary>The money of some funds in one currency, in minor units. <c>Raised + Returned = Committed + PaidOut + Available + Charged</c>.</summary>
/// <param name="RaisedMinor">Gifts and matching money, less what went back to donors.</param>
/// <param name="CommittedMinor">Promised to projects and not yet paid.</param>
/// <param name="PaidOutMinor">Paid to projects.</param>
/// <param name="AvailableMinor">There to be promised.</param>
/// <param name="ReturnedMinor">Paid back by projects.</param>
/// <param name="ChargedMinor">Taken for the charity's administration.</param>
/// <param name="Gifts">How many gifts were booked.</param>
internal sealed record BookFigures(
    string Currency, long RaisedMinor, long CommittedMinor, long PaidOutMinor, long AvailableMinor, long ReturnedMinor, long ChargedMinor, long Gifts)
{
    private static readonly HashSet<string> GiftKinds = [EntryKinds.Gift, EntryKinds.OfflineGift, EntryKinds.DecidedGift];
    private static readonly HashSet<string> GoneBackKinds = [EntryKinds.Refund, EntryKinds.DisputeLost];

    /// <summary>
    /// Adds up the totals of funds that share a currency. What is posted comes from the totals by kind alone, one answer of the
    /// ledger, so that the figures fit each other even while gifts pour in; a reservation only moves from available to committed.
    /// </summary>
    /// <param name="reservedMinor">Reserved on the funds' available accounts and not yet posted.</param>
    public static BookFigures Of(string currency, IReadOnlyCollection<KindTotal> totals, long reservedMinor)
    {
        var available = totals.Where(total => IsAvailable(total.Code)).ToList();
        var committed = totals.Where(total => IsCommitted(total.Code)).ToList();
        return new BookFigures(
            currency,
            available.Where(total => EntryKinds.Raising.Contains(total.Kind)).Sum(total => total.CreditsMinor)
                - available.Where(total => GoneBackKinds.Contains(total.Kind)).Sum(total => total.DebitsMinor),
            committed.Sum(Net) + reservedMinor,
            committed.Where(total => total.Kind == EntryKinds.Payment).Sum(total => total.DebitsMinor),
            available.Sum(Net) - reservedMinor,
            available.Where(total => total.Kind == EntryKinds.ReturnedMoney).Sum(Net),
            -available.Where(total => total.Kind == EntryKinds.AdministrationCharge).Sum(Net),
            available.Where(total => GiftKinds.Contains(total.Kind)).Sum(total => total.Entries));
    }

    public static bool IsAvailable(string code) => code.EndsWith(":available", StringComparison.Ordinal);

    private static bool IsCommitted(string code) => code.Contains(":committed:", StringComparison.Ordinal);

    private static long Net(KindTotal total) => total.CreditsMinor - total.DebitsMinor;
}
