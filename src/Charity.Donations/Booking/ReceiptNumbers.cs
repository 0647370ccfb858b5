using System.Globalization;
using Charity.Donations.Giving;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Booking;

/// <summary>
/// Gives out receipt numbers (<c>2026-000123</c>): per year of the gift, dense and unique. One statement per group of gifts takes
/// them; its row lock holds until the transaction ends, and comes before the ledger's in everybody's order.
/// </summary>
internal sealed class ReceiptNumbers(CharityDbContext db)
{
    public static string Format(int year, long number) => string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{number:000000}");

    /// <summary>Numbers the gifts in their order, leaving out those whose donor wants no receipt. Inside the caller's transaction.</summary>
    public async Task AssignAsync(IEnumerable<Donation> donations, CancellationToken cancellationToken)
    {
        var years = donations
            .Where(donation => donation is { ReceiptWaived: false, ReceiptNumber: null })
            .GroupBy(donation => donation.EffectiveDate!.Value.Year)
            .OrderBy(year => year.Key);
        foreach (var year in years)
        {
            var wanted = year.ToList();
            var number = await TakeAsync(year.Key, wanted.Count, cancellationToken) - wanted.Count;
            wanted.ForEach(donation => donation.Number(Format(year.Key, ++number)));
        }
    }

    /// <summary>Takes the next numbers of a year; answers with the last of them.</summary>
    private async Task<long> TakeAsync(int year, long count, CancellationToken cancellationToken)
    {
        // A tracked row would be stale when another writer was faster; both databases do this in one statement.
        var last = await db.Database.SqlQuery<long>(
            $"""
            INSERT INTO "Donations_ReceiptCounters" ("Year", "LastNumber") VALUES ({year}, {count})
            ON CONFLICT ("Year") DO UPDATE SET "LastNumber" = "Donations_ReceiptCounters"."LastNumber" + EXCLUDED."LastNumber"
            RETURNING "LastNumber" AS "Value"
            """).ToListAsync(cancellationToken);
        return last.Single();
    }
}
