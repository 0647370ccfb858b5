using Charity.Ledger.Accounts;
using Charity.Ledger.Contracts;
using Charity.Ledger.Writing;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ledger.Journal;

/// <summary>
/// Writes the books. Everything that needs no lock is done before it; under the lock the head of the chain and the accounts are
/// read, the entries are checked, numbered and hashed, and all of it is written at once.
/// </summary>
internal sealed class Bookkeeper(CharityDbContext db, TimeProvider clock) : ILedger
{
    private const string Lock = "ledger";

    public async Task<Result> OpenAccountsAsync(IReadOnlyList<AccountDraft> accounts, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var wanted = accounts.DistinctBy(draft => draft.Code).ToDictionary(draft => draft.Code, draft => (Draft: draft, Account: Account.Open(draft, Guid.CreateVersion7(now))));
        var existing = await FindAccountsAsync(wanted.Keys, cancellationToken);
        if (existing.Count == wanted.Count && existing.All(account => account.IsNamedAndSameAs(wanted[account.Code].Draft)))
        {
            // Accounts are never deleted, so this needs no lock.
            return Result.Ok;
        }

        await db.LockAsync(Lock, cancellationToken);
        var batch = new StatementBatch(db);
        foreach (var account in await FindAccountsAsync(wanted.Keys, cancellationToken))
        {
            wanted.Remove(account.Code, out var pair);
            if (!account.IsSameAs(pair.Draft))
            {
                return LedgerFailures.AccountDiffers(account.Code);
            }

            batch.Rename(account, pair.Draft.Name, pair.Draft.NameArgument);
        }

        foreach (var (_, account) in wanted.Values)
        {
            batch.Insert(account);
        }

        await batch.ExecuteAsync(cancellationToken);
        return Result.Ok;
    }

    public async Task<Result<IReadOnlyList<PostedEntry>>> PostAsync(IReadOnlyList<EntryDraft> entries, CancellationToken cancellationToken)
    {
        var checkedEntries = new List<NewEntry>(entries.Count);
        foreach (var draft in entries)
        {
            var entry = NewEntry.From(draft, EntryPhase.Posted);
            if (entry.Failure is { } failure)
            {
                return failure;
            }

            checkedEntries.Add(entry.Value);
        }

        await db.LockAsync(Lock, cancellationToken);
        return await WriteAsync(checkedEntries, cancellationToken);
    }

    public async Task<Result<PostedEntry>> ReverseAsync(Guid id, Guid reversedId, string reason, DateOnly effectiveDate, CancellationToken cancellationToken)
    {
        await db.LockAsync(Lock, cancellationToken);
        if (await StoredEntries.FindAsync(db, reversedId, cancellationToken) is not { } reversed)
        {
            return LedgerFailures.EntryUnknown(reversedId);
        }

        var reversal = NewEntry.Reversal(id, reversed, reason, effectiveDate);
        if (reversal.Succeeded && await db.Set<JournalEntry>().AnyAsync(entry => entry.ReversesEntryId == reversedId && entry.Id != id, cancellationToken))
        {
            return LedgerFailures.AlreadyReversed(reversed.Entry.Number);
        }

        return await WriteOneAsync(reversal, cancellationToken);
    }

    public async Task<Result<PostedEntry>> ReserveAsync(EntryDraft entry, CancellationToken cancellationToken)
    {
        var reservation = NewEntry.From(entry, EntryPhase.Reserved);
        await db.LockAsync(Lock, cancellationToken);
        return await WriteOneAsync(reservation, cancellationToken);
    }

    public Task<Result<PostedEntry>> ConfirmAsync(Guid id, Guid reservationId, long? amountMinor, DateOnly effectiveDate, CancellationToken cancellationToken) =>
        ResolveAsync(id, reservationId, reservation => NewEntry.Confirmation(id, reservation, amountMinor, effectiveDate), cancellationToken);

    public Task<Result<PostedEntry>> ReleaseAsync(Guid id, Guid reservationId, string reason, DateOnly effectiveDate, CancellationToken cancellationToken) =>
        ResolveAsync(id, reservationId, reservation => NewEntry.Release(id, reservation, reason, effectiveDate), cancellationToken);

    private Task<List<Account>> FindAccountsAsync(IReadOnlyCollection<string> accountCodes, CancellationToken cancellationToken)
    {
        var codes = accountCodes.ToArray();
        return db.Set<Account>().AsNoTracking().Where(account => EF.Parameter(codes).Contains(account.Code)).ToListAsync(cancellationToken);
    }

    private async Task<Result<PostedEntry>> ResolveAsync(Guid id, Guid reservationId, Func<StoredEntry, Result<NewEntry>> resolve, CancellationToken cancellationToken)
    {
        await db.LockAsync(Lock, cancellationToken);
        if (await StoredEntries.FindAsync(db, reservationId, cancellationToken) is not { } reservation)
        {
            return LedgerFailures.EntryUnknown(reservationId);
        }

        var resolution = resolve(reservation);
        if (resolution.Succeeded && await db.Set<JournalEntry>().AnyAsync(entry => entry.ResolvesEntryId == reservationId && entry.Id != id, cancellationToken))
        {
            return LedgerFailures.AlreadyResolved(reservation.Entry.Number);
        }

        return await WriteOneAsync(resolution, cancellationToken);
    }

    private async Task<Result<PostedEntry>> WriteOneAsync(Result<NewEntry> entry, CancellationToken cancellationToken)
    {
        if (entry.Failure is { } failure)
        {
            return failure;
        }

        var written = await WriteAsync([entry.Value], cancellationToken);
        return written.Failure is { } refusal ? refusal : written.Value[0];
    }

    private async Task<Result<IReadOnlyList<PostedEntry>>> WriteAsync(List<NewEntry> entries, CancellationToken cancellationToken)
    {
        var page = await JournalPage.OpenAsync(db, entries, clock.GetUtcNow().UtcDateTime, cancellationToken);
        var posted = new List<PostedEntry>(entries.Count);
        foreach (var entry in entries)
        {
            var added = page.Add(entry);
            if (added.Failure is { } failure)
            {
                return failure;
            }

            posted.Add(added.Value);
        }

        await JournalWriter.WriteAsync(db, page, cancellationToken);
        return posted;
    }
}
