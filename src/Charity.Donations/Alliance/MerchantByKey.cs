using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Alliance;

/// <summary>Finds the merchant whose secret address somebody opens.</summary>
internal sealed class MerchantByKey(CharityDbContext db)
{
    public async Task<Merchant?> FindAsync(string slug, string key, CancellationToken cancellationToken) =>
        await db.Set<Merchant>().AsNoTracking().SingleOrDefaultAsync(merchant => merchant.Slug == slug, cancellationToken) is { IsPublic: true } merchant && merchant.OpensWith(key) ? merchant : null;
}
