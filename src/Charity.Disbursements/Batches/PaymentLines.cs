using Charity.Disbursements.Requests;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Batches;

/// <summary>How far the transfers of a request have come, in their number.</summary>
internal sealed record LineStanding(int Free, int OnTheirWay, int Paid, int Void)
{
    /// <summary>Each is paid or never will be, and at least one is paid.</summary>
    public bool IsSettled => Free + OnTheirWay == 0 && Paid > 0;

    public bool IsUntouched => OnTheirWay + Paid == 0;
}

/// <param name="Bank">Of the only one; null of a list.</param>
/// <param name="Account">Of the only one, masked; null of a list.</param>
internal sealed record Transfers(int Count, LineStanding Standing, string? Bank, string? Account);

/// <summary>Finds the transfers of payment requests. Everything is read with what the current transaction has written.</summary>
internal sealed class PaymentLines(CharityDbContext db)
{
    /// <summary>To change them; in their order.</summary>
    public Task<List<PaymentLine>> OfAsync(Guid requestId, CancellationToken cancellationToken) =>
        db.Set<PaymentLine>().Where(line => line.RequestId == requestId).OrderBy(line => line.Number).ToListAsync(cancellationToken);

    /// <summary>Counted in the database; what the transaction has changed of them is saved first.</summary>
    public async Task<LineStanding> StandingAsync(Guid requestId, CancellationToken cancellationToken)
    {
        if (db.ChangeTracker.Entries<PaymentLine>().Any(entry => entry.State != EntityState.Unchanged))
        {
            await db.SaveChangesAsync(cancellationToken);
        }

        // Three states are each other's opposites: void, paid, in a batch; what is none of them is free.
        var counts = await db.Set<PaymentLine>().Where(line => line.RequestId == requestId)
            .GroupBy(line => line.VoidedUtc != null ? 3 : line.PaidUtc != null ? 2 : line.BatchId != null ? 1 : 0)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        return new LineStanding(counts.GetValueOrDefault(0), counts.GetValueOrDefault(1), counts.GetValueOrDefault(2), counts.GetValueOrDefault(3));
    }

    /// <summary>What the pages of a payment say of its transfers.</summary>
    public async Task<Transfers> ShowAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        var first = request.LineCount == 1 ? await db.Set<PaymentLine>().AsNoTracking().SingleAsync(line => line.RequestId == request.Id, cancellationToken) : null;
        return new Transfers(request.LineCount, await StandingAsync(request.Id, cancellationToken), first?.PayeeBank, first is null ? null : PersonalData.MaskBankAccount(first.PayeeNumber));
    }

    /// <summary>Of all transfers of a request as they are; equal to what was approved while nobody has tampered with them.</summary>
    public async Task<string> HashAsync(Guid requestId, CancellationToken cancellationToken) => PaymentLine.HashOf(await db.Set<PaymentLine>().AsNoTracking()
        .Where(line => line.RequestId == requestId)
        .OrderBy(line => line.Number)
        .Select(line => new LineContent(line.Number, line.PayeeName, line.PayeeBank, line.PayeeFingerprint, line.AmountMinor))
        .ToListAsync(cancellationToken));

    /// <summary>Puts all free transfers of these requests into a batch, by one statement.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> CollectAsync(IReadOnlyList<Guid> requests, Guid batchId, CancellationToken cancellationToken) => db.Set<PaymentLine>()
        .Where(line => requests.Contains(line.RequestId) && line.BatchId == null && line.PaidUtc == null && line.VoidedUtc == null && line.Currency == Money.Yuan)
        .ExecuteUpdateAsync(line => line.SetProperty(collected => collected.BatchId, batchId), cancellationToken);

    /// <summary>The free transfers of a request in their order: what could be given up.</summary>
    public async Task<IReadOnlyList<LineContent>> FreeAsync(Guid requestId, CancellationToken cancellationToken) => await Free(requestId).OrderBy(line => line.Number)
        .Select(line => new LineContent(line.Number, line.PayeeName, line.PayeeBank, line.PayeeFingerprint, line.AmountMinor)).ToListAsync(cancellationToken);

    /// <summary>The free transfers of a request are never made.</summary>
    public Task VoidAsync(Guid requestId, DateTime nowUtc, CancellationToken cancellationToken) =>
        Free(requestId).ExecuteUpdateAsync(line => line.SetProperty(given => given.VoidedUtc, nowUtc), cancellationToken);

    private IQueryable<PaymentLine> Free(Guid requestId) =>
        db.Set<PaymentLine>().Where(line => line.RequestId == requestId && line.BatchId == null && line.PaidUtc == null && line.VoidedUtc == null);

    /// <summary>What may be collected: the free transfers of requests that are approved, or were paid in part.</summary>
    public IQueryable<PaymentLine> Collectable() =>
        from request in db.Set<PaymentRequest>()
        where request.State == PaymentProcess.Approved || request.State == PaymentProcess.Paying
        from line in db.Set<PaymentLine>()
        where line.RequestId == request.Id && line.BatchId == null && line.PaidUtc == null && line.VoidedUtc == null
        select line;
}
