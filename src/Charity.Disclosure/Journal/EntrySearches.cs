using Charity.Donations.Contracts;
using Charity.Ledger.Contracts;

namespace Charity.Disclosure.Journal;

/// <summary>Turns a filter into the ledger's search. The ledger knows no receipts, so a receipt's number becomes the reference its gift is booked under.</summary>
internal sealed class EntrySearches(IReceiptReferences receipts)
{
    public async Task<EntrySearch> OfAsync(EntryFilter filter, CancellationToken cancellationToken)
    {
        var search = filter.ToSearch();
        return search.Text is { } text && await receipts.FindAsync(text, cancellationToken) is { } reference ? search with { Text = reference } : search;
    }
}
