using Charity.Ledger.Accounts;
using Charity.Ledger.Journal;
using Charity.Ledger.Totals;
using Charity.Platform.Verification;

namespace Charity.Ledger.Verifying;

/// <summary>One way of looking at the books: sees every entry in the order of numbers, then what is stored beside them.</summary>
internal interface IJournalCheck
{
    /// <summary>What holds, in English, the key of its translation.</summary>
    string Name { get; }

    /// <param name="earlier">The entry that this one reverses or resolves, if it has been seen before.</param>
    IEnumerable<Finding> See(StoredEntry entry, StoredEntry? earlier);

    IEnumerable<Finding> End(StoredTotals totals);
}

/// <summary>Everything maintained beside the entries, at the moment the entries were read.</summary>
internal sealed record StoredTotals(IReadOnlyList<Account> Accounts, IReadOnlyList<AccountKindTotal> Kinds, IReadOnlyList<AccountMonth> Months);

internal static class JournalChecks
{
    public static string Where(StoredEntry entry) => $"entry {entry.Entry.Number}";
}
