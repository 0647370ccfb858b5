using Charity.Platform.Requests;

namespace Charity.Ledger.Contracts;

public enum AccountType
{
    Asset,
    Liability,
    NetAssets,
    Income,
    Expense,
}

/// <summary>What an entry does to the accounts of its postings. Part of what is hashed, by its English name in lower case.</summary>
public enum EntryPhase
{
    /// <summary>Moves money.</summary>
    Posted,

    /// <summary>Promises money: pending, and no longer available on the debited account.</summary>
    Reserved,

    /// <summary>Moves the money of a reservation, or a part of it, and ends the reservation.</summary>
    Confirmed,

    /// <summary>Ends a reservation without moving money; its postings repeat the reservation's.</summary>
    Released,
}

/// <summary>An account to open.</summary>
/// <param name="Name">English text, the key of its translation; <paramref name="NameArgument"/> fills its placeholder (a fund's Chinese name).</param>
/// <param name="Currency">ISO 4217; fixed for ever.</param>
/// <param name="MayNotGoNegative">Credits less debits and reserved debits never fall below zero: money promised is money there.</param>
public sealed record AccountDraft(string Code, AccountType Type, string Currency, string Name, string? NameArgument = null, bool MayNotGoNegative = false);

/// <summary>Money moving from the credited to the debited account; always positive.</summary>
/// <param name="AmountMinor">Minor units (fen), more than zero.</param>
public sealed record PostingDraft(string DebitCode, string CreditCode, long AmountMinor);

/// <summary>An entry to post.</summary>
/// <param name="Id">Made by the caller, before the first try: the idempotency key.</param>
/// <param name="Kind">One of <see cref="EntryKinds"/>.</param>
/// <param name="Reference">What it is about, without personal data, e.g. <c>donation:0198…</c>; it is published.</param>
/// <param name="ProviderObject">A provider's object, e.g. <c>sandbox:pay_1</c>; posted once in the ledger's life per kind.</param>
public sealed record EntryDraft(Guid Id, string Kind, string Reference, DateOnly EffectiveDate, IReadOnlyList<PostingDraft> Postings, string? ProviderObject = null);

/// <param name="WasThere">The entry had been posted before with the same content; nothing was done.</param>
public sealed record PostedEntry(Guid Id, long Number, string Hash, bool WasThere);

/// <summary>
/// The books. Every method works inside the caller's open transaction and holds the ledger's lock until it ends, so call it last.
/// It writes at once, by statements of its own: nothing the caller has pending is saved by it. A failure has written nothing.
/// Failures: <c>entry_conflict</c> (same id, other content), <c>provider_object_posted</c>, <c>account_unknown</c>, <c>account_differs</c>,
/// <c>same_account</c>, <c>currency_mismatch</c>, <c>insufficient_funds</c>, <c>entry_unknown</c>, <c>already_reversed</c>,
/// <c>reversal_of_reversal</c>, <c>not_posted</c> (only posted money is reversed), <c>not_reserved</c>, <c>already_resolved</c>,
/// <c>amount_exceeds_reservation</c>, <c>amount_not_positive</c>.
/// </summary>
/// <remarks>
/// An <see cref="ArgumentException"/> tells of a programming error: a text that is empty, too long or not on one line, an entry without postings,
/// a currency that is not three capital letters. A <see cref="Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException"/> means that
/// somebody wrote without the lock.
/// </remarks>
public interface ILedger
{
    /// <summary>Opens accounts, or checks that existing ones are the same; their names follow the draft. Costs one select when nothing changes.</summary>
    Task<Result> OpenAccountsAsync(IReadOnlyList<AccountDraft> accounts, CancellationToken cancellationToken);

    /// <summary>Posts entries in the given order, all or none. Some hundreds cost little more than one.</summary>
    Task<Result<IReadOnlyList<PostedEntry>>> PostAsync(IReadOnlyList<EntryDraft> entries, CancellationToken cancellationToken);

    /// <summary>The exact mirror of an entry, once, and never of a reversal; of kind <see cref="EntryKinds.Reversal"/> with the entry's reference.</summary>
    /// <param name="reason">Published and hashed for ever: no personal data. 1 to 500 characters.</param>
    Task<Result<PostedEntry>> ReverseAsync(Guid id, Guid reversedId, string reason, DateOnly effectiveDate, CancellationToken cancellationToken);

    /// <summary>Reserves: the amounts count as pending and lower what is available, but nothing is posted yet.</summary>
    Task<Result<PostedEntry>> ReserveAsync(EntryDraft entry, CancellationToken cancellationToken);

    /// <summary>Turns a reservation into postings, wholly or in part; the rest is released. Once. Kind and reference are the reservation's.</summary>
    /// <param name="amountMinor">For a reservation of one posting, at most its amount; null for all of it.</param>
    Task<Result<PostedEntry>> ConfirmAsync(Guid id, Guid reservationId, long? amountMinor, DateOnly effectiveDate, CancellationToken cancellationToken);

    /// <summary>Voids a reservation. Once. Kind and reference are the reservation's.</summary>
    /// <param name="reason">Published and hashed for ever: no personal data. 1 to 500 characters.</param>
    Task<Result<PostedEntry>> ReleaseAsync(Guid id, Guid reservationId, string reason, DateOnly effectiveDate, CancellationToken cancellationToken);
}

/// <summary>Credits less debits, in minor units: positive for funds, negative for bank accounts in the charity's favour.</summary>
public sealed record AccountBalance(string Code, string Currency, long DebitsPostedMinor, long CreditsPostedMinor, long DebitsPendingMinor, long CreditsPendingMinor)
{
    public long PostedMinor => CreditsPostedMinor - DebitsPostedMinor;

    public long AvailableMinor => PostedMinor - DebitsPendingMinor;
}

/// <summary>
/// What one kind of entry has moved on one account since the beginning, net of reversals: a reversed gift no longer counts as a gift,
/// neither in its amount nor in the number of entries, and reversals have no total of their own.
/// </summary>
public sealed record KindTotal(string Code, string Owner, string Kind, string Currency, long DebitsMinor, long CreditsMinor, long Entries);

/// <summary>Maintained totals: reading them costs the same however many entries there are.</summary>
public interface ILedgerTotals
{
    /// <summary>Accounts that do not exist are left out.</summary>
    Task<IReadOnlyDictionary<string, AccountBalance>> BalancesAsync(IReadOnlyCollection<string> codes, CancellationToken cancellationToken);

    /// <summary>Balances of all accounts of these owners (<c>fund:meiyuan</c>).</summary>
    Task<IReadOnlyList<AccountBalance>> BalancesOfOwnersAsync(IReadOnlyCollection<string> owners, CancellationToken cancellationToken);

    /// <summary>Totals by kind of all accounts of these owners; of every fund when the list is empty.</summary>
    Task<IReadOnlyList<KindTotal>> ByKindAsync(IReadOnlyCollection<string> owners, CancellationToken cancellationToken);
}
