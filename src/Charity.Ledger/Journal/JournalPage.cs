using Charity.Ledger.Accounts;
using Charity.Ledger.Contracts;
using Charity.Ledger.Totals;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ledger.Journal;

/// <summary>
/// Entries being added to the end of the journal: starts from the head of the chain and the accounts as they are under the
/// ledger's lock, and gathers what is to be written. A page with a refused entry is thrown away as a whole.
/// </summary>
internal sealed class JournalPage
{
    private readonly Dictionary<string, Account> _accounts;
    private readonly Dictionary<Guid, Known> _byId;
    private readonly HashSet<(string ProviderObject, string Kind)> _providerObjects;
    private readonly HashSet<Account> _touched = [];
    private long _number;
    private string _hash;
    private DateTime _recordedUtc;

    private JournalPage(Head? head, IReadOnlyList<Known> known, IReadOnlyList<Account> accounts, DateTime nowUtc)
    {
        (_number, _hash, _recordedUtc) = (head?.Number ?? 0, head?.Hash ?? EntryText.Genesis, Microseconds(nowUtc));
        if (head?.RecordedUtc > _recordedUtc)
        {
            // Another node's clock may be ahead of ours; written down later never reads as earlier.
            _recordedUtc = head.RecordedUtc;
        }

        _byId = known.ToDictionary(entry => entry.Id);
        _providerObjects = known.Where(entry => entry.ProviderObject is not null).Select(entry => (entry.ProviderObject!, entry.Kind)).ToHashSet();
        _accounts = accounts.ToDictionary(account => account.Code, StringComparer.Ordinal);
    }

    public List<JournalEntry> Entries { get; } = [];

    public List<Posting> Postings { get; } = [];

    public IReadOnlyCollection<Account> TouchedAccounts => _touched;

    public Dictionary<(Guid AccountId, string Kind), Movement> Kinds { get; } = [];

    public Dictionary<(Guid AccountId, int Month, string Kind), Movement> Months { get; } = [];

    /// <summary>Three selects, however many entries.</summary>
    public static async Task<JournalPage> OpenAsync(CharityDbContext db, IReadOnlyList<NewEntry> entries, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var journal = db.Set<JournalEntry>().AsNoTracking();
        var head = await journal.OrderByDescending(entry => entry.Number)
            .Select(entry => new Head(entry.Number, entry.Hash, entry.RecordedUtc))
            .FirstOrDefaultAsync(cancellationToken);
        var ids = entries.Select(entry => entry.Id).ToArray();
        var providerObjects = entries.Where(entry => entry.ProviderObject is not null).Select(entry => entry.ProviderObject).ToArray();
        var known = await journal
            .Where(entry => EF.Parameter(ids).Contains(entry.Id) || EF.Parameter(providerObjects).Contains(entry.ProviderObject))
            .Select(entry => new Known(entry.Id, entry.Number, entry.Hash, entry.RequestHash, entry.Kind, entry.ProviderObject))
            .ToListAsync(cancellationToken);
        var codes = entries.SelectMany(entry => entry.Postings).SelectMany(posting => (string[])[posting.DebitCode, posting.CreditCode]).Distinct().ToArray();

        // Never from the change tracker: what it holds may be older than the lock.
        var accounts = await db.Set<Account>().AsNoTracking().Where(account => EF.Parameter(codes).Contains(account.Code)).ToListAsync(cancellationToken);
        return new JournalPage(head, known, accounts, nowUtc);
    }

    public Result<PostedEntry> Add(NewEntry entry)
    {
        var moves = new List<Move>(entry.Postings.Count);
        foreach (var posting in entry.Postings)
        {
            var resolved = Resolve(posting);
            if (resolved.Failure is { } failure)
            {
                return failure;
            }

            moves.Add(resolved.Value);
        }

        var content = EntryText.Of(entry.With(moves.ConvertAll(move => move.Line)));
        var requestHash = EntryText.Hash(content);
        if (_byId.TryGetValue(entry.Id, out var known))
        {
            return known.RequestHash == requestHash
                ? new PostedEntry(known.Id, known.Number, known.Hash, WasThere: true)
                : LedgerFailures.EntryConflict(known.Id, known.Number);
        }

        if (entry.ProviderObject is { } providerObject && !_providerObjects.Add((providerObject, entry.Kind)))
        {
            return LedgerFailures.ProviderObjectPosted(providerObject, entry.Kind);
        }

        return Apply(entry, moves) is { } refusal ? refusal : Write(entry, moves, content, requestHash);
    }

    private Result<Move> Resolve(PostingDraft posting)
    {
        if (!_accounts.TryGetValue(posting.DebitCode, out var debit))
        {
            return LedgerFailures.AccountUnknown(posting.DebitCode);
        }

        if (!_accounts.TryGetValue(posting.CreditCode, out var credit))
        {
            return LedgerFailures.AccountUnknown(posting.CreditCode);
        }

        if (debit == credit)
        {
            return LedgerFailures.SameAccount(debit.Code);
        }

        return debit.Currency == credit.Currency ? new Move(debit, credit, posting.AmountMinor) : LedgerFailures.CurrencyMismatch(debit, credit);
    }

    /// <summary>Changes the accounts; answers why they refuse.</summary>
    private Failure? Apply(NewEntry entry, List<Move> moves)
    {
        var before = moves.Select(move => move.Debit).Concat(moves.Select(move => move.Credit)).Distinct()
            .Select(account => (Account: account, account.AvailableMinor))
            .ToList();
        if (entry.Resolved is { } reservation)
        {
            foreach (var line in reservation.Lines)
            {
                _accounts[line.DebitCode].ReleaseDebit(line.AmountMinor);
                _accounts[line.CreditCode].ReleaseCredit(line.AmountMinor);
            }
        }

        foreach (var (debit, credit, amountMinor) in moves)
        {
            if (entry.MovesMoney)
            {
                debit.PostDebit(amountMinor);
                credit.PostCredit(amountMinor);
            }
            else if (entry.Phase == EntryPhase.Reserved)
            {
                debit.ReserveDebit(amountMinor);
                credit.ReserveCredit(amountMinor);
            }
        }

        _touched.UnionWith(before.Select(row => row.Account));
        return before.FirstOrDefault(row => row.Account.IsOverdrawn) is { Account: { } overdrawn, AvailableMinor: var available }
            ? LedgerFailures.InsufficientFunds(overdrawn, available)
            : null;
    }

    private PostedEntry Write(NewEntry entry, List<Move> moves, string content, string requestHash)
    {
        var number = _number + 1;
        var hash = EntryText.Hash(EntryText.Whole(number, _recordedUtc, _hash, content));
        Entries.Add(new JournalEntry
        {
            Id = entry.Id,
            Number = number,
            Phase = entry.Phase,
            Kind = entry.Kind,
            Reference = entry.Reference,
            ProviderObject = entry.ProviderObject,
            EffectiveDate = entry.EffectiveDate,
            RecordedUtc = _recordedUtc,
            Reason = entry.Reason,
            ReversesEntryId = entry.Reversed?.Entry.Id,
            ResolvesEntryId = entry.Resolved?.Entry.Id,
            RequestHash = requestHash,
            PreviousHash = _hash,
            Hash = hash,
        });
        Postings.AddRange(moves.Select((move, index) => new Posting
        {
            EntryNumber = number,
            Line = index + 1,
            DebitAccountId = move.Debit.Id,
            CreditAccountId = move.Credit.Id,
            AmountMinor = move.AmountMinor,
            Currency = move.Debit.Currency,
        }));
        if (entry.MovesMoney)
        {
            Count(entry, moves);
        }

        (_number, _hash) = (number, hash);
        _byId.Add(entry.Id, new Known(entry.Id, number, hash, requestHash, entry.Kind, entry.ProviderObject));
        return new PostedEntry(entry.Id, number, hash, WasThere: false);
    }

    private void Count(NewEntry entry, List<Move> moves)
    {
        var month = AccountMonth.Of(entry.EffectiveDate);
        foreach (var account in moves.SelectMany(move => (Account[])[move.Debit, move.Credit]).Distinct())
        {
            var debits = moves.Where(move => move.Debit == account).Sum(move => move.AmountMinor);
            var credits = moves.Where(move => move.Credit == account).Sum(move => move.AmountMinor);
            Movement.Add(Months, (account.Id, month, entry.Kind), debits, credits, 1);
            if (entry.Reversed is { } reversed)
            {
                Movement.Add(Kinds, (account.Id, reversed.Entry.Kind), -credits, -debits, -1);
            }
            else
            {
                Movement.Add(Kinds, (account.Id, entry.Kind), debits, credits, 1);
            }
        }
    }

    /// <summary>The finest time both databases keep.</summary>
    private static DateTime Microseconds(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    private sealed record Head(long Number, string Hash, DateTime RecordedUtc);

    private sealed record Known(Guid Id, long Number, string Hash, string RequestHash, string Kind, string? ProviderObject);

    private sealed record Move(Account Debit, Account Credit, long AmountMinor)
    {
        public EntryLine Line => new(Debit.Code, Credit.Code, AmountMinor, Debit.Currency);
    }
}
