using Charity.Ledger.Contracts;

namespace Charity.Ledger.Journal;

/// <summary>One posting in words: codes instead of keys, as it is hashed and shown.</summary>
internal sealed record EntryLine(string DebitCode, string CreditCode, long AmountMinor, string Currency);

/// <summary>What an entry says, apart from its place in the chain.</summary>
internal sealed record EntryContent(
    Guid Id,
    EntryPhase Phase,
    string Kind,
    string Reference,
    string? ProviderObject,
    DateOnly EffectiveDate,
    Guid? ReversesEntryId,
    Guid? ResolvesEntryId,
    string? Reason,
    IReadOnlyList<EntryLine> Lines);

/// <summary>An entry as it stands in the books.</summary>
internal sealed record StoredEntry(JournalEntry Entry, IReadOnlyList<EntryLine> Lines)
{
    public EntryContent Content => new(
        Entry.Id, Entry.Phase, Entry.Kind, Entry.Reference, Entry.ProviderObject, Entry.EffectiveDate, Entry.ReversesEntryId, Entry.ResolvesEntryId, Entry.Reason, Lines);
}
