namespace Charity.Ledger.Contracts;

/// <summary>An account as it is shown. <paramref name="Name"/> is an English text, the key of its translation; <paramref name="NameArgument"/> fills its placeholder.</summary>
public sealed record AccountLabel(string Code, string Name, string? NameArgument);

/// <summary>An account with its totals.</summary>
public sealed record AccountRow(AccountLabel Account, string Owner, AccountType Type, AccountBalance Balance);

/// <summary>All accounts at one moment: their posted debits and credits add up to the same, currency by currency.</summary>
public sealed record TrialBalance(IReadOnlyList<AccountRow> Accounts, DateTime AsOfUtc);

/// <summary>Money moving from the credited to the debited account, in minor units, always positive.</summary>
public sealed record LedgerPosting(AccountLabel Debit, AccountLabel Credit, long AmountMinor, string Currency);

/// <summary>How an entry hangs together with others, by their numbers.</summary>
public sealed record EntryLinks(long? Reverses, long? ReversedBy, long? Resolves, long? ResolvedBy);

/// <summary>An entry with everything its hash covers (docs/decisions/0003-hash-chain.md).</summary>
/// <param name="RecordedUtc">To the microsecond.</param>
/// <param name="ReversesId">The entry it mirrors.</param>
/// <param name="ResolvesId">The reservation it confirms or releases.</param>
public sealed record LedgerEntry(
    long Number,
    Guid Id,
    EntryPhase Phase,
    string Kind,
    string Reference,
    string? ProviderObject,
    DateOnly EffectiveDate,
    DateTime RecordedUtc,
    string? Reason,
    Guid? ReversesId,
    Guid? ResolvesId,
    EntryLinks Links,
    IReadOnlyList<LedgerPosting> Postings,
    string PreviousHash,
    string Hash);

/// <summary>Which entries, and where to go on. All conditions hold together; none means every entry.</summary>
public sealed record EntrySearch
{
    public const int MostPerPage = 200;

    /// <summary>An account's code.</summary>
    public string? Account { get; init; }

    /// <summary>An owner's accounts, e.g. <c>fund:meiyuan</c>.</summary>
    public string? Owner { get; init; }

    public string? Kind { get; init; }

    /// <summary>First effective date.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last effective date.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The whole reference, provider object or hash of an entry or, when there is none such, a part of a reference. Hashes and parts are looked for entry by entry: limit the rate on public pages.</summary>
    public string? Text { get; init; }

    public bool OldestFirst { get; init; }

    /// <summary>The last page's <see cref="EntryPage.Next"/>: only entries beyond this number, in the direction of the list.</summary>
    public long? After { get; init; }

    /// <summary>1 to <see cref="MostPerPage"/>; other values are brought into that range.</summary>
    public int Limit { get; init; } = 50;
}

/// <param name="Next">The number to go on after, or null on the last page.</param>
public sealed record EntryPage(IReadOnlyList<LedgerEntry> Entries, long? Next, DateTime AsOfUtc);

/// <summary>The end of the chain; number 0 and 64 zeros while the journal is empty.</summary>
public sealed record LedgerHead(long Number, string Hash, DateTime? RecordedUtc, DateTime AsOfUtc);

/// <summary>What one kind of entry moved, in minor units. Reversals are a kind of their own here.</summary>
public sealed record KindTurnover(string Kind, long DebitsMinor, long CreditsMinor, long Entries);

/// <summary>One account in one month. Balances are credits less debits.</summary>
public sealed record AccountStatement(AccountLabel Account, AccountType Type, string Currency, long OpeningMinor, IReadOnlyList<KindTurnover> Kinds)
{
    public long DebitsMinor => Kinds.Sum(kind => kind.DebitsMinor);

    public long CreditsMinor => Kinds.Sum(kind => kind.CreditsMinor);

    /// <summary>The next month's opening balance.</summary>
    public long ClosingMinor => OpeningMinor + CreditsMinor - DebitsMinor;
}

/// <summary>An owner's accounts in one month, by effective dates; accounts that were never used by then are left out.</summary>
/// <param name="Month">The month's first day.</param>
public sealed record MonthlyStatement(string Owner, DateOnly Month, IReadOnlyList<AccountStatement> Accounts, DateTime AsOfUtc);

/// <summary>What one kind of entry moved on one account in one month, reversals under their own kind.</summary>
/// <param name="Month">The month's first day.</param>
public sealed record MonthTurnover(DateOnly Month, string Code, string Owner, string Currency, KindTurnover Turnover);

/// <summary>
/// Reading the books. Lists go by the entry's number; figures come from maintained rows, whose reading costs the same however
/// many entries there are. Everything here may be shown to everybody: the books hold no personal data.
/// </summary>
public interface ILedgerReader
{
    Task<LedgerHead> HeadAsync(CancellationToken cancellationToken);

    /// <summary>Accounts by code.</summary>
    /// <param name="owner">Only this owner's accounts (which need not add up to zero); null for all.</param>
    Task<TrialBalance> TrialBalanceAsync(string? owner, CancellationToken cancellationToken);

    Task<EntryPage> EntriesAsync(EntrySearch search, CancellationToken cancellationToken);

    Task<LedgerEntry?> EntryAsync(long number, CancellationToken cancellationToken);

    Task<LedgerEntry?> EntryAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>All entries of the search in short reads, so that a slow download holds nothing up. <see cref="EntrySearch.Limit"/> does not count.</summary>
    IAsyncEnumerable<LedgerEntry> ExportAsync(EntrySearch search, CancellationToken cancellationToken);

    /// <param name="month">Any day of the month.</param>
    Task<MonthlyStatement> StatementAsync(string owner, DateOnly month, CancellationToken cancellationToken);

    /// <summary>Month by month, oldest first, for charts and for the choice of a statement.</summary>
    /// <param name="owners">Every fund when the list is empty.</param>
    /// <param name="from">Any day of the first month; null for the beginning.</param>
    /// <param name="to">Any day of the last month; null for the end.</param>
    Task<IReadOnlyList<MonthTurnover>> TurnoverAsync(IReadOnlyCollection<string> owners, DateOnly? from, DateOnly? to, CancellationToken cancellationToken);
}
