using Charity.Ledger.Contracts;
using Charity.Ledger.Journal;
using Charity.Platform.Verification;

namespace Charity.Ledger.Verifying;

/// <summary>Reversals mirror what they reverse, reservations end once and never with more than was reserved.</summary>
internal sealed class CorrectionsCheck : IJournalCheck
{
    private readonly HashSet<Guid> _reversed = [];
    private readonly HashSet<Guid> _resolved = [];

    public string Name => "Reversals mirror their entries, and reservations end once";

    public IEnumerable<Finding> See(StoredEntry entry, StoredEntry? earlier)
    {
        var row = entry.Entry;
        if (row.ReversesEntryId is { } reversed)
        {
            return Broken(entry, "A reversal is the exact mirror of a posted entry, once", _reversed.Add(reversed) && earlier is not null && IsMirror(entry, earlier));
        }

        if (row.Kind == EntryKinds.Reversal)
        {
            return Broken(entry, "A reversal is the exact mirror of a posted entry, once", holds: false);
        }

        return row.Phase is EntryPhase.Confirmed or EntryPhase.Released
            ? Broken(entry, "A reservation is confirmed within its amount or released, once", row.ResolvesEntryId is { } resolved && _resolved.Add(resolved) && earlier is not null && Ends(entry, earlier))
            : Broken(entry, "Only confirmations and releases end a reservation", row.ResolvesEntryId is null);
    }

    public IEnumerable<Finding> End(StoredTotals totals) => [];

    private static bool IsMirror(StoredEntry reversal, StoredEntry reversed) =>
        reversal.Entry is { Phase: EntryPhase.Posted, Kind: EntryKinds.Reversal, ResolvesEntryId: null }
        && reversed.Entry is { Phase: EntryPhase.Posted or EntryPhase.Confirmed, ReversesEntryId: null }
        && reversal.Lines.SequenceEqual(reversed.Lines.Select(line => line with { DebitCode = line.CreditCode, CreditCode = line.DebitCode }));

    private static bool Ends(StoredEntry resolution, StoredEntry reservation) =>
        reservation.Entry.Phase == EntryPhase.Reserved
        && resolution.Entry.Kind == reservation.Entry.Kind
        && (resolution.Lines.SequenceEqual(reservation.Lines)
            || (resolution.Entry.Phase == EntryPhase.Confirmed && IsPart(resolution.Lines, reservation.Lines)));

    private static bool IsPart(IReadOnlyList<EntryLine> confirmed, IReadOnlyList<EntryLine> reserved) =>
        confirmed.Count == 1 && reserved.Count == 1 && confirmed[0] == reserved[0] with { AmountMinor = confirmed[0].AmountMinor } && confirmed[0].AmountMinor <= reserved[0].AmountMinor;

    private static IEnumerable<Finding> Broken(StoredEntry entry, string rule, bool holds) =>
        holds ? [] : [new Finding(rule, JournalChecks.Where(entry), "yes", "no")];
}
