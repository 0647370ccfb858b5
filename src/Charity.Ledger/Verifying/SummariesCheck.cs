using Charity.Ledger.Contracts;
using Charity.Ledger.Journal;
using Charity.Ledger.Totals;
using Charity.Platform.Verification;

namespace Charity.Ledger.Verifying;

/// <summary>The totals by kind and by month follow from the entries.</summary>
internal sealed class SummariesCheck : IJournalCheck
{
    private readonly Dictionary<(string Code, string Kind), Movement> _kinds = [];
    private readonly Dictionary<(string Code, int Month, string Kind), Movement> _months = [];

    public string Name => "Totals by kind and by month equal the entries";

    public IEnumerable<Finding> See(StoredEntry entry, StoredEntry? earlier)
    {
        if (entry.Entry.Phase is EntryPhase.Posted or EntryPhase.Confirmed)
        {
            Count(entry, earlier);
        }

        return [];
    }

    public IEnumerable<Finding> End(StoredTotals totals)
    {
        var codes = totals.Accounts.ToDictionary(account => account.Id, account => account.Code);
        var kinds = totals.Kinds.ToDictionary(row => (Code: codes[row.AccountId], row.Kind), row => new Movement { Debits = row.Debits, Credits = row.Credits, Entries = row.Entries });
        var months = totals.Months.ToDictionary(row => (Code: codes[row.AccountId], row.Month, row.Kind), row => new Movement { Debits = row.Debits, Credits = row.Credits, Entries = row.Entries });
        return Differences(_kinds, kinds, "A total by kind is the sum of its entries, less what was reversed", key => $"account {key.Code}, kind {key.Kind}")
            .Concat(Differences(_months, months, "A month's total is the sum of its entries", key => $"account {key.Code}, month {key.Month}, kind {key.Kind}"));
    }

    private void Count(StoredEntry entry, StoredEntry? earlier)
    {
        var row = entry.Entry;
        foreach (var code in entry.Lines.SelectMany(line => (string[])[line.DebitCode, line.CreditCode]).Distinct(StringComparer.Ordinal))
        {
            var debits = entry.Lines.Where(line => line.DebitCode == code).Sum(line => line.AmountMinor);
            var credits = entry.Lines.Where(line => line.CreditCode == code).Sum(line => line.AmountMinor);
            Movement.Add(_months, (code, AccountMonth.Of(row.EffectiveDate), row.Kind), debits, credits, 1);
            if (row.ReversesEntryId is null)
            {
                Movement.Add(_kinds, (code, row.Kind), debits, credits, 1);
            }
            else if (earlier is not null)
            {
                Movement.Add(_kinds, (code, earlier.Entry.Kind), -credits, -debits, -1);
            }
        }
    }

    private static IEnumerable<Finding> Differences<TKey>(Dictionary<TKey, Movement> computed, Dictionary<TKey, Movement> stored, string rule, Func<TKey, string> where) where TKey : notnull
    {
        foreach (var key in computed.Keys.Union(stored.Keys))
        {
            var (expected, found) = (Say(computed.GetValueOrDefault(key)), Say(stored.GetValueOrDefault(key)));
            if (expected != found)
            {
                yield return new Finding(rule, where(key), expected, found);
            }
        }
    }

    private static string Say(Movement? movement) => $"debits {movement?.Debits ?? 0}, credits {movement?.Credits ?? 0}, entries {movement?.Entries ?? 0}";
}
