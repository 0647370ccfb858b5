using Charity.Ledger.Contracts;

namespace Charity.Ledger.Journal;

/// <summary>
/// One event of the books. Never changed and never deleted, by triggers on both databases; a wrong one is reversed.
/// Numbered without gaps, and chained: each hash covers the one before (docs/decisions/0003-hash-chain.md).
/// </summary>
internal sealed class JournalEntry
{
    public required Guid Id { get; init; }

    /// <summary>1 for the first entry, without gaps.</summary>
    public required long Number { get; init; }

    public required EntryPhase Phase { get; init; }

    public required string Kind { get; init; }

    public required string Reference { get; init; }

    public string? ProviderObject { get; init; }

    /// <summary>The day the event counts for; months and statements go by it.</summary>
    public required DateOnly EffectiveDate { get; init; }

    /// <summary>When it was written down: the server's time, never before the entry before it.</summary>
    public required DateTime RecordedUtc { get; init; }

    /// <summary>Why it was reversed or released.</summary>
    public string? Reason { get; init; }

    public Guid? ReversesEntryId { get; init; }

    /// <summary>The reservation that this entry confirms or releases.</summary>
    public Guid? ResolvesEntryId { get; init; }

    /// <summary>Hash of what the caller asked for: the same id with another one is a conflict.</summary>
    public required string RequestHash { get; init; }

    public required string PreviousHash { get; init; }

    public required string Hash { get; init; }
}

/// <summary>Money moving from the credited to the debited account.</summary>
internal sealed class Posting
{
    public required long EntryNumber { get; init; }

    /// <summary>1 for the entry's first posting.</summary>
    public required int Line { get; init; }

    public required Guid DebitAccountId { get; init; }

    public required Guid CreditAccountId { get; init; }

    public required long AmountMinor { get; init; }

    /// <summary>Both accounts'; foreign keys on account and currency hold that.</summary>
    public required string Currency { get; init; }
}
