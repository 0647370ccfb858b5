using Charity.Ledger.Accounts;
using Charity.Ledger.Journal;
using Charity.Ledger.Totals;
using Charity.Platform.Data;
using Charity.Platform.Verification;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ledger.Verifying;

/// <summary>
/// Reads the journal from its first entry to its last, once for all checks, in one snapshot, so that gifts arriving meanwhile are
/// no difference. Lives as long as its scope: the checks of one run share the reading.
/// </summary>
internal sealed class LedgerAudit(CharityDbContext db)
{
    private const int Step = 1_000;

    private Dictionary<Type, List<Finding>>? _findings;

    /// <summary>The first wrong row of each rule of the check.</summary>
    public async Task<IReadOnlyList<Finding>> FindingsAsync<TCheck>(ReportProgress progress, CancellationToken cancellationToken) where TCheck : IJournalCheck
    {
        _findings ??= await ReadAsync(progress, cancellationToken);
        return _findings[typeof(TCheck)];
    }

    private async Task<Dictionary<Type, List<Finding>>> ReadAsync(ReportProgress progress, CancellationToken cancellationToken)
    {
        await using var snapshot = await ReadSnapshot.OpenAsync(db, cancellationToken);
        var found = new Found([new ChainCheck(), new BalancesCheck(), new SummariesCheck(), new CorrectionsCheck()]);
        var totals = new StoredTotals(
            await db.Set<Account>().AsNoTracking().OrderBy(account => account.Code).ToListAsync(cancellationToken),
            await db.Set<AccountKindTotal>().AsNoTracking().ToListAsync(cancellationToken),
            await db.Set<AccountMonth>().AsNoTracking().ToListAsync(cancellationToken));
        var corrected = await CorrectedAsync(cancellationToken);
        var seen = new Dictionary<Guid, StoredEntry>();
        var done = 0L;
        var total = await db.Set<JournalEntry>().LongCountAsync(cancellationToken);
        await foreach (var entry in EntriesAsync(totals.Accounts, cancellationToken))
        {
            var target = entry.Entry.ReversesEntryId ?? entry.Entry.ResolvesEntryId;
            var earlier = target is { } id ? seen.GetValueOrDefault(id) : null;
            found.Add(check => check.See(entry, earlier));
            if (corrected.Contains(entry.Entry.Id))
            {
                seen[entry.Entry.Id] = entry;
            }

            if (++done % Step == 0 || done == total)
            {
                progress("journal entries", done, total);
            }
        }

        found.Add(check => check.End(totals));
        return found.ByCheck;
    }

    /// <summary>The few entries that later ones point back to; only these are kept in memory.</summary>
    private async Task<HashSet<Guid>> CorrectedAsync(CancellationToken cancellationToken)
    {
        var journal = db.Set<JournalEntry>();
        var targets = await journal.Where(entry => entry.ReversesEntryId != null).Select(entry => entry.ReversesEntryId!.Value)
            .Concat(journal.Where(entry => entry.ResolvesEntryId != null).Select(entry => entry.ResolvesEntryId!.Value))
            .ToListAsync(cancellationToken);
        return targets.ToHashSet();
    }

    private async IAsyncEnumerable<StoredEntry> EntriesAsync(IReadOnlyList<Account> accounts, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var codes = accounts.ToDictionary(account => account.Id, account => account.Code);
        var last = long.MinValue;
        while (true)
        {
            var entries = await db.Set<JournalEntry>().AsNoTracking().Where(entry => entry.Number > last).OrderBy(entry => entry.Number).Take(Step).ToListAsync(cancellationToken);
            if (entries.Count == 0)
            {
                yield break;
            }

            var (first, end) = (entries[0].Number, entries[^1].Number);
            var postings = await db.Set<Posting>().AsNoTracking()
                .Where(posting => posting.EntryNumber >= first && posting.EntryNumber <= end)
                .OrderBy(posting => posting.EntryNumber).ThenBy(posting => posting.Line)
                .ToListAsync(cancellationToken);
            var lines = postings.ToLookup(posting => posting.EntryNumber, posting => new EntryLine(codes[posting.DebitAccountId], codes[posting.CreditAccountId], posting.AmountMinor, posting.Currency));
            foreach (var entry in entries)
            {
                yield return new StoredEntry(entry, lines[entry.Number].ToList());
            }

            last = end;
        }
    }

    /// <summary>Keeps the first finding of each rule.</summary>
    private sealed class Found(IReadOnlyList<IJournalCheck> checks)
    {
        private readonly HashSet<string> _rules = new(StringComparer.Ordinal);

        public Dictionary<Type, List<Finding>> ByCheck { get; } = checks.ToDictionary(check => check.GetType(), _ => new List<Finding>());

        public void Add(Func<IJournalCheck, IEnumerable<Finding>> look)
        {
            foreach (var check in checks)
            {
                ByCheck[check.GetType()].AddRange(look(check).Where(finding => _rules.Add(finding.Rule)));
            }
        }
    }
}
