using Charity.Ledger.Accounts;
using Charity.Ledger.Contracts;
using Charity.Ledger.Journal;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ledger.Reading;

/// <summary>Finds the entries of a search, page by page along the number.</summary>
internal sealed class EntryFinder(CharityDbContext db)
{
    /// <summary>At most <paramref name="limit"/> entries in the order of the search.</summary>
    public async Task<List<JournalEntry>> FindAsync(EntrySearch search, int limit, CancellationToken cancellationToken)
    {
        var matching = await MatchingAsync(search, cancellationToken);
        if (search.Account is null && search.Owner is null)
        {
            return await InOrder(matching, search).Take(limit).ToListAsync(cancellationToken);
        }

        var numbers = await NumbersOfAccountsAsync(search, matching, limit, cancellationToken);
        return await InOrder(db.Set<JournalEntry>().AsNoTracking().Where(entry => EF.Parameter(numbers).Contains(entry.Number)), search).ToListAsync(cancellationToken);
    }

    private async Task<IQueryable<JournalEntry>> MatchingAsync(EntrySearch search, CancellationToken cancellationToken)
    {
        var entries = db.Set<JournalEntry>().AsNoTracking();
        if (search.After is { } after)
        {
            entries = search.OldestFirst ? entries.Where(entry => entry.Number > after) : entries.Where(entry => entry.Number < after);
        }

        if (search.Kind is { Length: > 0 } kind)
        {
            entries = entries.Where(entry => entry.Kind == kind);
        }

        if (search.From is { } from)
        {
            entries = entries.Where(entry => entry.EffectiveDate >= from);
        }

        if (search.To is { } to)
        {
            entries = entries.Where(entry => entry.EffectiveDate <= to);
        }

        if (search.Text is { Length: > 0 } text)
        {
            // The whole reference and the whole provider object have an index; anything else needs a look at every entry.
            entries = await db.Set<JournalEntry>().AnyAsync(entry => entry.Reference == text, cancellationToken) ? entries.Where(entry => entry.Reference == text)
                : await db.Set<JournalEntry>().AnyAsync(entry => entry.ProviderObject == text, cancellationToken) ? entries.Where(entry => entry.ProviderObject == text)
                : IsHash(text) ? entries.Where(entry => entry.Hash == text)
                : entries.Where(entry => entry.Reference.Contains(text));
        }

        return entries;
    }

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>
    /// Each side of each account is asked by itself for its next few entries: one question for all of them would read and sort
    /// a popular fund's whole history.
    /// </summary>
    private async Task<long[]> NumbersOfAccountsAsync(EntrySearch search, IQueryable<JournalEntry> matching, int limit, CancellationToken cancellationToken)
    {
        var accounts = await db.Set<Account>().AsNoTracking()
            .Where(account => (search.Account == null || account.Code == search.Account) && (search.Owner == null || account.Owner == search.Owner))
            .Select(account => new { account.Id, account.Currency })
            .ToListAsync(cancellationToken);
        var numbers = new SortedSet<long>();
        foreach (var account in accounts)
        {
            var postings = db.Set<Posting>().AsNoTracking().Where(posting => posting.Currency == account.Currency);
            numbers.UnionWith(await NumbersAsync(postings.Where(posting => posting.DebitAccountId == account.Id)));
            numbers.UnionWith(await NumbersAsync(postings.Where(posting => posting.CreditAccountId == account.Id)));
        }

        return (search.OldestFirst ? numbers.Take(limit) : numbers.Reverse().Take(limit)).ToArray();

        Task<List<long>> NumbersAsync(IQueryable<Posting> postings)
        {
            if (search.After is { } after)
            {
                postings = search.OldestFirst ? postings.Where(posting => posting.EntryNumber > after) : postings.Where(posting => posting.EntryNumber < after);
            }

            var found = postings.Join(matching, posting => posting.EntryNumber, entry => entry.Number, (posting, _) => posting.EntryNumber).Distinct();
            return (search.OldestFirst ? found.OrderBy(number => number) : found.OrderByDescending(number => number)).Take(limit).ToListAsync(cancellationToken);
        }
    }

    private static IOrderedQueryable<JournalEntry> InOrder(IQueryable<JournalEntry> entries, EntrySearch search) =>
        search.OldestFirst ? entries.OrderBy(entry => entry.Number) : entries.OrderByDescending(entry => entry.Number);
}
