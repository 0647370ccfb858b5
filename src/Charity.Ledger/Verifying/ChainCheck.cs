using Charity.Ledger.Journal;
using Charity.Platform.Verification;

namespace Charity.Ledger.Verifying;

/// <summary>Numbers, links and hashes: nothing was taken out, put in between or changed.</summary>
internal sealed class ChainCheck : IJournalCheck
{
    private long _number;
    private string _hash = EntryText.Genesis;
    private DateTime _recordedUtc;

    public string Name => "The journal is complete and unaltered";

    public IEnumerable<Finding> See(StoredEntry entry, StoredEntry? earlier)
    {
        var row = entry.Entry;
        var where = JournalChecks.Where(entry);
        if (row.Number != _number + 1)
        {
            yield return new Finding("Entries are numbered without gaps", where, $"{_number + 1}", $"{row.Number}");
        }

        if (row.PreviousHash != _hash)
        {
            yield return new Finding("Every entry holds the hash of the one before it", where, _hash, row.PreviousHash);
        }

        var content = EntryText.Of(entry.Content);
        if (EntryText.Hash(EntryText.Whole(row.Number, row.RecordedUtc, row.PreviousHash, content)) is var hash && row.Hash != hash)
        {
            yield return new Finding("Every entry's hash is that of its text", where, hash, row.Hash);
        }

        if (EntryText.Hash(content) is var requestHash && row.RequestHash != requestHash)
        {
            yield return new Finding("Every entry's request hash is that of its content", where, requestHash, row.RequestHash);
        }

        if (row.RecordedUtc < _recordedUtc)
        {
            yield return new Finding("No entry was recorded before the one before it", where, $"{_recordedUtc:O} or later", $"{row.RecordedUtc:O}");
        }

        if (entry.Lines.Count == 0)
        {
            yield return new Finding("Every entry has postings", where, "1 or more", "0");
        }

        (_number, _hash, _recordedUtc) = (row.Number, row.Hash, row.RecordedUtc);
    }

    public IEnumerable<Finding> End(StoredTotals totals) => [];
}
