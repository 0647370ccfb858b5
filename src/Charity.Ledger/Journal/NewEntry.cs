using Charity.Ledger.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Text;

namespace Charity.Ledger.Journal;

/// <summary>An entry to be written: its own rules hold, its accounts have not been looked at yet.</summary>
internal sealed record NewEntry(Guid Id, EntryPhase Phase, string Kind, string Reference, DateOnly EffectiveDate, IReadOnlyList<PostingDraft> Postings)
{
    public string? ProviderObject { get; private init; }

    public string? Reason { get; private init; }

    public StoredEntry? Reversed { get; private init; }

    /// <summary>The reservation this entry ends.</summary>
    public StoredEntry? Resolved { get; private init; }

    public bool MovesMoney => Phase is EntryPhase.Posted or EntryPhase.Confirmed;

    /// <exception cref="ArgumentException">The draft has no postings, or a text that cannot stand in the books.</exception>
    public static Result<NewEntry> From(EntryDraft draft, EntryPhase phase)
    {
        LedgerText.Check(draft.Kind, LedgerText.KindLength, nameof(draft.Kind));
        LedgerText.Check(draft.Reference, LedgerText.ReferenceLength, nameof(draft.Reference));
        if (draft.ProviderObject is { } providerObject)
        {
            LedgerText.Check(providerObject, LedgerText.ReferenceLength, nameof(draft.ProviderObject));
        }

        if (draft.Id == Guid.Empty || draft.Postings.Count == 0)
        {
            throw new ArgumentException("An entry needs an id and at least one posting.", nameof(draft));
        }

        return draft.Postings.Any(posting => posting.AmountMinor <= 0)
            ? LedgerFailures.AmountNotPositive()
            : new NewEntry(draft.Id, phase, draft.Kind, draft.Reference, draft.EffectiveDate, draft.Postings) { ProviderObject = draft.ProviderObject };
    }

    /// <summary>The exact mirror: the same lines with sides exchanged.</summary>
    public static Result<NewEntry> Reversal(Guid id, StoredEntry reversed, string reason, DateOnly effectiveDate)
    {
        var entry = reversed.Entry;
        if (entry.ReversesEntryId is not null)
        {
            return LedgerFailures.ReversalOfReversal(entry.Number);
        }

        return entry.Phase is EntryPhase.Posted or EntryPhase.Confirmed
            ? new NewEntry(id, EntryPhase.Posted, EntryKinds.Reversal, entry.Reference, effectiveDate, Drafts(reversed.Lines.Select(Mirror)))
            {
                Reversed = reversed,
                Reason = CleanReason(reason),
            }
            : LedgerFailures.NotPosted(entry.Number);
    }

    public static Result<NewEntry> Confirmation(Guid id, StoredEntry reservation, long? amountMinor, DateOnly effectiveDate)
    {
        if (reservation.Entry.Phase != EntryPhase.Reserved)
        {
            return LedgerFailures.NotReserved(reservation.Entry.Number);
        }

        var lines = reservation.Lines;
        if (amountMinor is { } amount)
        {
            if (lines.Count != 1)
            {
                throw new ArgumentException($"Entry {reservation.Entry.Number} has {lines.Count} postings and is confirmed as a whole.", nameof(amountMinor));
            }

            if (amount <= 0)
            {
                return LedgerFailures.AmountNotPositive();
            }

            if (amount > lines[0].AmountMinor)
            {
                return LedgerFailures.AmountExceedsReservation(amount, lines[0]);
            }

            lines = [lines[0] with { AmountMinor = amount }];
        }

        return new NewEntry(id, EntryPhase.Confirmed, reservation.Entry.Kind, reservation.Entry.Reference, effectiveDate, Drafts(lines)) { Resolved = reservation };
    }

    public static Result<NewEntry> Release(Guid id, StoredEntry reservation, string reason, DateOnly effectiveDate) =>
        reservation.Entry.Phase == EntryPhase.Reserved
            ? new NewEntry(id, EntryPhase.Released, reservation.Entry.Kind, reservation.Entry.Reference, effectiveDate, Drafts(reservation.Lines))
            {
                Resolved = reservation,
                Reason = CleanReason(reason),
            }
            : LedgerFailures.NotReserved(reservation.Entry.Number);

    public EntryContent With(IReadOnlyList<EntryLine> lines) =>
        new(Id, Phase, Kind, Reference, ProviderObject, EffectiveDate, Reversed?.Entry.Id, Resolved?.Entry.Id, Reason, lines);

    private static EntryLine Mirror(EntryLine line) => line with { DebitCode = line.CreditCode, CreditCode = line.DebitCode };

    private static List<PostingDraft> Drafts(IEnumerable<EntryLine> lines) =>
        lines.Select(line => new PostingDraft(line.DebitCode, line.CreditCode, line.AmountMinor)).ToList();

    private static string CleanReason(string reason)
    {
        var clean = PlainText.Clean(reason);
        LedgerText.Check(clean, LedgerText.ReasonLength, nameof(reason));
        return clean;
    }
}
