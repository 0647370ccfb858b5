using System.Text.RegularExpressions;
using Charity.Donations.Contracts;
using Charity.Donations.Giving;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Receipts;

internal sealed partial class ReceiptReferences(CharityDbContext db) : IReceiptReferences
{
    public async Task<string?> FindAsync(string receiptNumber, CancellationToken cancellationToken)
    {
        if (!Number().IsMatch(receiptNumber))
        {
            return null;
        }

        var ids = await db.Set<Donation>().AsNoTracking().Where(gift => gift.ReceiptNumber == receiptNumber).Select(gift => gift.Id).ToListAsync(cancellationToken);
        return ids.Count == 1 ? Donation.ReferenceOf(ids[0]) : null;
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{6,15}$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
