using System.Runtime.CompilerServices;
using Charity.Ledger.Accounts;
using Charity.Ledger.Contracts;
using Charity.Ledger.Journal;
using Charity.Ledger.Totals;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ledger.Reading;

internal sealed class LedgerReader(CharityDbContext db, TimeProvider clock) : ILedgerReader
{
    private const int ExportStep = 500;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<LedgerHead> HeadAsync(CancellationToken cancellationToken)
    {
        var asOf = Now;
        var head = await db.Set<JournalEntry>().OrderByDescending(entry => entry.Number)
            .Select(entry => new LedgerHead(entry.Number, entry.Hash, entry.RecordedUtc, asOf))
            .FirstOrDefaultAsync(cancellationToken);
        return head ?? new LedgerHead(0, EntryText.Genesis, null, asOf);
    }

    public async Task<TrialBalance> TrialBalanceAsync(string? owner, CancellationToken cancellationToken)
    {
        var asOf = Now;
        var accounts = await db.Set<Account>().AsNoTracking()
            .Where(account => owner == null || account.Owner == owner)
            .OrderBy(account => account.Code)
            .Select(account => new AccountRow(
                new AccountLabel(account.Code, account.Name, account.NameArgument),
                account.Owner,
                account.Type,
                new AccountBalance(account.Code, account.Currency, account.DebitsPosted, account.CreditsPosted, account.DebitsPending, account.CreditsPending)))
            .ToListAsync(cancellationToken);
        return new TrialBalance(accounts, asOf);
    }

    public async Task<EntryPage> EntriesAsync(EntrySearch search, CancellationToken cancellationToken)
    {
        var asOf = Now;
        var limit = Math.Clamp(search.Limit, 1, EntrySearch.MostPerPage);
        var found = await new EntryFinder(db).FindAsync(search, limit + 1, cancellationToken);
        var page = found.Take(limit).ToList();
        return new EntryPage(await ShowAsync(page, cancellationToken), found.Count > limit ? page[^1].Number : null, asOf);
    }

    public Task<LedgerEntry?> EntryAsync(long number, CancellationToken cancellationToken) =>
        ShowOneAsync(db.Set<JournalEntry>().Where(entry => entry.Number == number), cancellationToken);

    public Task<LedgerEntry?> EntryAsync(Guid id, CancellationToken cancellationToken) =>
        ShowOneAsync(db.Set<JournalEntry>().Where(entry => entry.Id == id), cancellationToken);

    public async IAsyncEnumerable<LedgerEntry> ExportAsync(EntrySearch search, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var finder = new EntryFinder(db);
        while (true)
        {
            var found = await finder.FindAsync(search, ExportStep, cancellationToken);
            foreach (var entry in await ShowAsync(found, cancellationToken))
            {
                yield return entry;
            }

            if (found.Count < ExportStep)
            {
                yield break;
            }

            search = search with { After = found[^1].Number };
        }
    }

    public async Task<MonthlyStatement> StatementAsync(string owner, DateOnly month, CancellationToken cancellationToken)
    {
        var asOf = Now;
        var wanted = AccountMonth.Of(month);

        // One question, so that opening and turnover are of the same moment: what lies before the month is summed under no kind.
        var sums = await (
            from account in db.Set<Account>().AsNoTracking()
            where account.Owner == owner
            join row in db.Set<AccountMonth>() on account.Id equals row.AccountId
            where row.Month <= wanted
            group row by new { account.Code, account.Name, account.NameArgument, account.Type, account.Currency, Kind = row.Month < wanted ? null : row.Kind }
            into rows
            orderby rows.Key.Code, rows.Key.Kind
            select new { rows.Key, Debits = rows.Sum(row => row.Debits), Credits = rows.Sum(row => row.Credits), Entries = rows.Sum(row => row.Entries) })
            .ToListAsync(cancellationToken);
        var accounts = sums.GroupBy(sum => sum.Key.Code, StringComparer.Ordinal).Select(rows =>
        {
            var account = rows.First().Key;
            return new AccountStatement(
                new AccountLabel(account.Code, account.Name, account.NameArgument),
                account.Type,
                account.Currency,
                rows.Where(row => row.Key.Kind is null).Sum(row => row.Credits - row.Debits),
                rows.Where(row => row.Key.Kind is not null).Select(row => new KindTurnover(row.Key.Kind!, row.Debits, row.Credits, row.Entries)).ToList());
        });
        return new MonthlyStatement(owner, new DateOnly(month.Year, month.Month, 1), accounts.ToList(), asOf);
    }

    public async Task<IReadOnlyList<MonthTurnover>> TurnoverAsync(IReadOnlyCollection<string> owners, DateOnly? from, DateOnly? to, CancellationToken cancellationToken)
    {
        var (first, last) = (from is { } start ? AccountMonth.Of(start) : 0, to is { } end ? AccountMonth.Of(end) : int.MaxValue);
        var rows = await (
            from account in Owned.By(db.Set<Account>().AsNoTracking(), owners)
            join row in db.Set<AccountMonth>() on account.Id equals row.AccountId
            where row.Month >= first && row.Month <= last
            orderby row.Month, account.Code, row.Kind
            select new { account.Code, account.Owner, account.Currency, Row = row })
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new MonthTurnover(
            new DateOnly(row.Row.Month / 100, row.Row.Month % 100, 1),
            row.Code,
            row.Owner,
            row.Currency,
            new KindTurnover(row.Row.Kind, row.Row.Debits, row.Row.Credits, row.Row.Entries)));
    }

    private async Task<LedgerEntry?> ShowOneAsync(IQueryable<JournalEntry> entry, CancellationToken cancellationToken) =>
        await entry.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } found ? (await ShowAsync([found], cancellationToken))[0] : null;

    private async Task<IReadOnlyList<LedgerEntry>> ShowAsync(List<JournalEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            return [];
        }

        var numbers = entries.Select(entry => entry.Number).ToArray();
        var postings = await (
            from posting in db.Set<Posting>().AsNoTracking()
            where EF.Parameter(numbers).Contains(posting.EntryNumber)
            join debit in db.Set<Account>() on posting.DebitAccountId equals debit.Id
            join credit in db.Set<Account>() on posting.CreditAccountId equals credit.Id
            orderby posting.EntryNumber, posting.Line
            select new
            {
                posting.EntryNumber,
                Shown = new LedgerPosting(
                    new AccountLabel(debit.Code, debit.Name, debit.NameArgument),
                    new AccountLabel(credit.Code, credit.Name, credit.NameArgument),
                    posting.AmountMinor,
                    posting.Currency),
            })
            .ToListAsync(cancellationToken);
        var byNumber = postings.ToLookup(row => row.EntryNumber, row => row.Shown);
        var links = await EntryLinker.ForAsync(db, entries, cancellationToken);
        return entries.ConvertAll(entry => new LedgerEntry(
            entry.Number, entry.Id, entry.Phase, entry.Kind, entry.Reference, entry.ProviderObject, entry.EffectiveDate, entry.RecordedUtc, entry.Reason,
            entry.ReversesEntryId, entry.ResolvesEntryId, links.Of(entry), byNumber[entry.Number].ToList(), entry.PreviousHash, entry.Hash));
    }
}
