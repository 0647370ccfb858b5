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

internal sealed record BatchList(IReadOnlyList<WaitingPayment> Waiting, IReadOnlyList<BatchRow> Batches, Guid? Next, IReadOnlyList<(string Code, LocalizedText Name)> Layouts);

/// <param name="AmountMinor">What is still open of it.</param>
/// <param name="Transfers">How many transfers are open.</param>
/// <param name="FailedFor">Why the bank did not pay one of them before.</param>
internal sealed record WaitingPayment(Guid Id, string Code, LocalizedText Title, string Payee, long AmountMinor, string Currency, int Transfers, string? FailedFor);

internal sealed record BatchRow(Guid Id, string Code, string State, long AmountMinor, string Currency, int Lines, string MadeBy, DateTime MadeUtc);

internal sealed class ListBatchesHandler(CharityDbContext db, PaymentLines lines, ISettingsStore settings) : IRequestHandler<ListBatches, Result<BatchList>>
{
    private const int PageLength = 50;
    private const int MostWaiting = 500;

    public async Task<Result<BatchList>> Handle(ListBatches request, CancellationToken cancellationToken)
    {
        var waiting = await (
            from line in lines.Collectable()
            group line by line.RequestId into open
            orderby open.Key
            select new { open.Key, Amount = open.Sum(line => line.AmountMinor), Count = open.Count(), FailedFor = open.Max(line => line.FailedFor) })
            .Take(MostWaiting).ToListAsync(cancellationToken);
        var ids = waiting.ConvertAll(open => open.Key);
        var payments = await db.Set<PaymentRequest>().AsNoTracking().Where(payment => ids.Contains(payment.Id)).ToDictionaryAsync(payment => payment.Id, cancellationToken);
        var batches = await db.Set<PaymentBatch>().AsNoTracking()
            .Where(batch => request.After == null || batch.Id.CompareTo(request.After.Value) < 0)
            .OrderByDescending(batch => batch.Id)
            .Take(PageLength + 1)
            .Select(batch => new { batch.Id, batch.Year, batch.Number, batch.State, batch.AmountMinor, batch.Currency, Lines = batch.LineCount, batch.MadeByName, batch.MadeUtc })
            .ToListAsync(cancellationToken);
        var page = batches.Take(PageLength).Select(batch => new BatchRow(
            batch.Id, FormattableString.Invariant($"B{batch.Year}-{batch.Number:0000}"), batch.State, batch.AmountMinor, batch.Currency, batch.Lines, batch.MadeByName, batch.MadeUtc)).ToList();
        return new BatchList(
            [.. waiting.Select(open => Of(payments[open.Key], open.Amount, open.Count, open.FailedFor))],
            page, batches.Count > PageLength ? page[^1].Id : null, [.. (await settings.GetAsync<BankSettings>(cancellationToken)).Layouts.Select(layout => (layout.Code, layout.Name))]);
    }

    private static WaitingPayment Of(PaymentRequest payment, long amountMinor, int transfers, string? failedFor) =>
        new(payment.Id, payment.Code, payment.Title, payment.PayeeName, amountMinor, payment.Currency, transfers, failedFor);
}
