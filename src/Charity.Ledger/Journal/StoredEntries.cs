using Charity.Ledger.Accounts;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ledger.Journal;

/// <summary>Reads entries with their lines in words.</summary>
internal static class StoredEntries
{
    public static async Task<StoredEntry?> FindAsync(CharityDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var entry = await db.Set<JournalEntry>().AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Id == id, cancellationToken);
        return entry is null ? null : (await WithLinesAsync(db, [entry], cancellationToken))[0];
    }

    public static async Task<IReadOnlyList<StoredEntry>> WithLinesAsync(CharityDbContext db, IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        var numbers = entries.Select(entry => entry.Number).ToArray();
        var lines = await (
            from posting in db.Set<Posting>().AsNoTracking()
            where EF.Parameter(numbers).Contains(posting.EntryNumber)
            join debit in db.Set<Account>() on posting.DebitAccountId equals debit.Id
            join credit in db.Set<Account>() on posting.CreditAccountId equals credit.Id
            orderby posting.EntryNumber, posting.Line
            select new { posting.EntryNumber, Line = new EntryLine(debit.Code, credit.Code, posting.AmountMinor, posting.Currency) })
            .ToListAsync(cancellationToken);
        var byNumber = lines.ToLookup(row => row.EntryNumber, row => row.Line);
        return entries.Select(entry => new StoredEntry(entry, byNumber[entry.Number].ToList())).ToList();
    }
}
