using Charity.Disbursements.Banks;
using Charity.Disbursements.Requests;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Batches;

/// <summary>What waits to be paid, and the batches, the latest first.</summary>
[Requires(Permissions.ViewPayments)]
internal sealed record ListBatches(Guid? After) : IQuery<BatchList>;

internal sealed record BatchList(IReadOnlyList<WaitingLine> Waiting, IReadOnlyList<BatchRow> Batches, Guid? Next, IReadOnlyList<(string Code, LocalizedText Name)> Layouts);

/// <param name="FailedFor">Why the bank did not pay it before.</param>
internal sealed record WaitingLine(Guid Id, string Code, LocalizedText Title, string Payee, long AmountMinor, string Currency, string? FailedFor);

internal sealed record BatchRow(Guid Id, string Code, string State, long AmountMinor, string Currency, int Lines, string MadeBy, DateTime MadeUtc);

internal sealed class ListBatchesHandler(CharityDbContext db, ISettingsStore settings) : IRequestHandler<ListBatches, Result<BatchList>>
{
    private const int PageLength = 50;
    private const int MostWaiting = 500;

    public async Task<Result<BatchList>> Handle(ListBatches request, CancellationToken cancellationToken)
    {
        var waiting = await (
            from line in db.Set<PaymentLine>().AsNoTracking()
            join payment in db.Set<PaymentRequest>() on line.RequestId equals payment.Id
            where line.BatchId == null && line.PaidUtc == null && line.VoidedUtc == null && payment.State == PaymentProcess.Approved
            orderby line.Id
            select new { line.Id, payment.Year, payment.Number, payment.Title, line.PayeeName, line.AmountMinor, line.Currency, line.FailedFor })
            .Take(MostWaiting).ToListAsync(cancellationToken);
        var batches = await db.Set<PaymentBatch>().AsNoTracking()
            .Where(batch => request.After == null || batch.Id.CompareTo(request.After.Value) < 0)
            .OrderByDescending(batch => batch.Id)
            .Take(PageLength + 1)
            .Select(batch => new { batch.Id, batch.Year, batch.Number, batch.State, batch.AmountMinor, batch.Currency, Lines = batch.Lines.Count, batch.MadeByName, batch.MadeUtc })
            .ToListAsync(cancellationToken);
        var page = batches.Take(PageLength).Select(batch => new BatchRow(
            batch.Id, FormattableString.Invariant($"B{batch.Year}-{batch.Number:0000}"), batch.State, batch.AmountMinor, batch.Currency, batch.Lines, batch.MadeByName, batch.MadeUtc)).ToList();
        return new BatchList(
            [.. waiting.Select(line => new WaitingLine(line.Id, FormattableString.Invariant($"{line.Year}-{line.Number:00000}"), line.Title, line.PayeeName, line.AmountMinor, line.Currency, line.FailedFor))],
            page, batches.Count > PageLength ? page[^1].Id : null, [.. (await settings.GetAsync<BankSettings>(cancellationToken)).Layouts.Select(layout => (layout.Code, layout.Name))]);
    }
}
