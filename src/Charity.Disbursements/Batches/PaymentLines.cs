using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Batches;

/// <summary>Finds the transfers of payment requests.</summary>
internal sealed class PaymentLines(CharityDbContext db)
{
    /// <summary>The line of a request that is not void, with what the current transaction has changed; null before the approval.</summary>
    public async Task<PaymentLine?> OfAsync(Guid requestId, CancellationToken cancellationToken)
    {
        await db.Set<PaymentLine>().Where(line => line.RequestId == requestId).LoadAsync(cancellationToken);
        return db.Set<PaymentLine>().Local.SingleOrDefault(line => line.RequestId == requestId && line.VoidedUtc is null);
    }
}
