using Charity.Ledger.Contracts;

namespace Charity.Disbursements.Ratios;

/// <summary>
/// What a month's total of the books is for the ratios the law sets, in minor units. A reversal takes away and never adds: what it mirrors is not kept
/// with the totals, and a limit must not grow by a correction.
/// </summary>
internal static class Flow
{
    private static readonly HashSet<string> GoneBack = [EntryKinds.Refund, EntryKinds.DisputeLost];

    /// <summary>Gifts and other money raised, less what went back to donors; what was received before this site kept the books counts as well.</summary>
    public static long IncomeOf(MonthTurnover month) =>
        month.Code.StartsWith("past:", StringComparison.Ordinal) ? month.Turnover.Kind == EntryKinds.PastReceipt ? Net(month) : 0
        : !AccountCodes.IsAvailable(month.Code) || month.Code == AccountCodes.Operating ? 0
        : EntryKinds.Raising.Contains(month.Turnover.Kind) || GoneBack.Contains(month.Turnover.Kind) ? Net(month)
        : month.Turnover.Kind == EntryKinds.Reversal ? Math.Min(0, Net(month))
        : 0;

    /// <summary>Paid for charitable work, less what the bank sent back and what projects gave back.</summary>
    public static long SpendingOf(MonthTurnover month) =>
        month.Code.StartsWith("past:", StringComparison.Ordinal) ? month.Turnover.Kind == EntryKinds.PastPayment ? -Net(month) : 0
        : AccountCodes.IsCommitted(month.Code) ? month.Turnover.Kind switch
        {
            EntryKinds.Payment or EntryKinds.ReturnedTransfer => -Net(month),
            EntryKinds.Reversal => Math.Min(0, -Net(month)),
            _ => 0,
        }
        : AccountCodes.IsAvailable(month.Code) && month.Turnover.Kind == EntryKinds.ReturnedMoney ? -Net(month)
        : 0;

    public static long AdministrationOf(MonthTurnover month) =>
        AccountCodes.IsAvailable(month.Code) && month.Code != AccountCodes.Operating && month.Turnover.Kind == EntryKinds.AdministrationCharge ? -Net(month) : 0;

    private static long Net(MonthTurnover month) => month.Turnover.CreditsMinor - month.Turnover.DebitsMinor;
}
