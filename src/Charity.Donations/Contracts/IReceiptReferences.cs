namespace Charity.Donations.Contracts;

/// <summary>
/// From what a donor holds in hand to the public books. It says nothing about the donor: the reference stands in the public entry,
/// and receipt numbers are counted up, so whoever tries them one after the other learns what the journal lists anyway.
/// </summary>
public interface IReceiptReferences
{
    /// <param name="receiptNumber">As on the receipt, <c>2026-000384</c>.</param>
    /// <returns>The reference under which the gift is booked, or null when no receipt has this number.</returns>
    Task<string?> FindAsync(string receiptNumber, CancellationToken cancellationToken);
}
