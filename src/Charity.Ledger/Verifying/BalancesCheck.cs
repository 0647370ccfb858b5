using Charity.Ledger.Contracts;
using Charity.Ledger.Journal;
using Charity.Platform.Verification;

namespace Charity.Ledger.Verifying;

/// <summary>Every account's totals follow from the entries, none was ever overdrawn that may not be, and all of them add up to zero.</summary>
internal sealed class BalancesCheck : IJournalCheck
{
    private readonly Dictionary<string, Sums> _sums = new(StringComparer.Ordinal);

    public string Name => "Every balance equals its entries, and all balances add up to zero";

    public IEnumerable<Finding> See(StoredEntry entry, StoredEntry? earlier)
    {
        var phase = entry.Entry.Phase;
        foreach (var (debitCode, creditCode, amountMinor, _) in entry.Lines)
        {
            var (debit, credit) = (Of(debitCode), Of(creditCode));
            if (phase is EntryPhase.Posted or EntryPhase.Confirmed)
            {
                debit.DebitsPosted += amountMinor;
                credit.CreditsPosted += amountMinor;
            }
            else if (phase == EntryPhase.Reserved)
            {
                debit.DebitsPending += amountMinor;
                credit.CreditsPending += amountMinor;
            }
        }

        if (phase is EntryPhase.Confirmed or EntryPhase.Released)
        {
            foreach (var (debitCode, creditCode, amountMinor, _) in earlier?.Lines ?? [])
            {
                Of(debitCode).DebitsPending -= amountMinor;
                Of(creditCode).CreditsPending -= amountMinor;
            }
        }

        foreach (var code in entry.Lines.SelectMany(line => (string[])[line.DebitCode, line.CreditCode]))
        {
            // Which accounts are protected is known at the end; the first low of each is enough.
            var sums = Of(code);
            if (sums is { AvailableMinor: < 0, FirstLow: null })
            {
                sums.FirstLow = (entry.Entry.Number, sums.AvailableMinor);
            }
        }

        return [];
    }

    public IEnumerable<Finding> End(StoredTotals totals)
    {
        foreach (var account in totals.Accounts)
        {
            var sums = Of(account.Code);
            var (expected, found) = (sums.ToString(), new Sums(account.DebitsPosted, account.CreditsPosted, account.DebitsPending, account.CreditsPending).ToString());
            if (expected != found)
            {
                yield return new Finding("An account's totals are the sums of its postings", $"account {account.Code}", expected, found);
            }

            if (account.MayNotGoNegative && sums.FirstLow is { } low)
            {
                yield return new Finding("A protected account never promised more than it held", $"account {account.Code}, entry {low.Number}", "0 or more", $"{low.AvailableMinor}");
            }
        }

        foreach (var currency in totals.Accounts.GroupBy(account => account.Currency, StringComparer.Ordinal))
        {
            if (currency.Sum(account => account.CreditsPosted - account.DebitsPosted) is not 0 and var sum)
            {
                yield return new Finding("All accounts of a currency add up to zero", currency.Key, "0", $"{sum}");
            }
        }
    }

    private Sums Of(string code)
    {
        if (!_sums.TryGetValue(code, out var sums))
        {
            _sums.Add(code, sums = new Sums(0, 0, 0, 0));
        }

        return sums;
    }

    private sealed class Sums(long debitsPosted, long creditsPosted, long debitsPending, long creditsPending)
    {
        public long DebitsPosted { get; set; } = debitsPosted;

        public long CreditsPosted { get; set; } = creditsPosted;

        public long DebitsPending { get; set; } = debitsPending;

        public long CreditsPending { get; set; } = creditsPending;

        public (long Number, long AvailableMinor)? FirstLow { get; set; }

        public long AvailableMinor => CreditsPosted - DebitsPosted - DebitsPending;

        public override string ToString() => $"posted {DebitsPosted}/{CreditsPosted}, pending {DebitsPending}/{CreditsPending}";
    }
}
