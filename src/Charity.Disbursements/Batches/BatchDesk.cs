using System.Security.Cryptography;
using Charity.Disbursements.Banks;
using Charity.Disbursements.Requests;
using Charity.Disbursements.Subjects;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Batches;

/// <summary>A transfer of a batch with the line it pays.</summary>
internal sealed record BatchTransfer(BatchLine Sent, PaymentLine Line);

/// <summary>Loads batches, and makes their files anew whenever they are asked for: no file with account numbers lies about.</summary>
internal sealed class BatchDesk(CharityDbContext db, PaymentSubjects subjects, ICharityProfile charity, ISettingsStore settings, SiteTime time)
{
    /// <summary>Cashiers who collect, send or take in answers at once wait for each other.</summary>
    public Task LockAsync(CancellationToken cancellationToken) => db.LockAsync("payment-batches", cancellationToken);

    public Task<PaymentBatch?> FindAsync(Guid id, CancellationToken cancellationToken) => db.Set<PaymentBatch>().SingleOrDefaultAsync(batch => batch.Id == id, cancellationToken);

    public async Task<Result<PaymentBatch>> TakeAsync(Guid id, CancellationToken cancellationToken)
    {
        await LockAsync(cancellationToken);
        return await FindAsync(id, cancellationToken) is { } batch ? batch : BatchFailures.Unknown;
    }

    /// <summary>The next number of this year; under <see cref="LockAsync"/>.</summary>
    public async Task<(int Year, int Number)> NextNumberAsync(CancellationToken cancellationToken)
    {
        var year = time.Today.Year;
        return (year, (await db.Set<PaymentBatch>().Where(batch => batch.Year == year).MaxAsync(batch => (int?)batch.Number, cancellationToken) ?? 0) + 1);
    }

    /// <summary>All transfers of a batch in their order; not tracked, because there may be thousands.</summary>
    public async Task<IReadOnlyList<BatchTransfer>> TransfersAsync(Guid batchId, CancellationToken cancellationToken) => await (
        from sent in db.Set<BatchLine>().AsNoTracking()
        join line in db.Set<PaymentLine>().AsNoTracking() on sent.LineId equals line.Id
        where sent.BatchId == batchId
        orderby sent.Number
        select new BatchTransfer(sent, line)).ToListAsync(cancellationToken);

    /// <summary>The requests whose transfers a batch holds, in the order they were made.</summary>
    public async Task<IReadOnlyList<PaymentRequest>> RequestsAsync(Guid batchId, CancellationToken cancellationToken)
    {
        var ids = from sent in db.Set<BatchLine>() join line in db.Set<PaymentLine>() on sent.LineId equals line.Id where sent.BatchId == batchId select line.RequestId;
        return await PaymentDesk.Whole(db.Set<PaymentRequest>()).Where(request => ids.Contains(request.Id)).OrderBy(request => request.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Holds what every payment of the batch depends on until the transaction ends, in the order the requests were made.</summary>
    public async Task LockPaymentsAsync(Guid batchId, CancellationToken cancellationToken) =>
        await LockPaymentsAsync([.. (await RequestsAsync(batchId, cancellationToken)).Select(request => request.Id)], cancellationToken);

    /// <inheritdoc cref="LockPaymentsAsync(Guid, CancellationToken)"/>
    public async Task LockPaymentsAsync(IReadOnlyList<Guid> payments, CancellationToken cancellationToken)
    {
        foreach (var request in await db.Set<PaymentRequest>().AsNoTracking().Where(request => payments.Contains(request.Id)).OrderBy(request => request.Id).ToListAsync(cancellationToken))
        {
            await subjects.Of(request).LockAsync(request.SubjectId, cancellationToken);
        }

        // Whatever was read before the locks may have changed until they were held.
        db.ChangeTracker.Clear();
    }

    /// <summary>What a file would be made with now.</summary>
    public async Task<Result<BankTerms>> TermsAsync(string? layout, CancellationToken cancellationToken) =>
        (await settings.GetAsync<BankSettings>(cancellationToken)).Find(layout ?? string.Empty) is not { } found ? BatchFailures.LayoutUnknown
        : await charity.GetAsync(cancellationToken) is not { BankAccountNumber.Length: > 0 } payer
            ? Failure.Conflict("no_paying_account", "The charity's own bank account has not been entered. Enter it in the charity's record first.")
        : new BankTerms(found, new PayingAccount(payer.BankAccountName, payer.BankAccountNumber, payer.BankName.Zh));

    /// <summary>What the batch's file was made with.</summary>
    public async Task<Result<BankTerms>> TermsAsync(PaymentBatch batch, CancellationToken cancellationToken) =>
        batch.Terms is { } kept ? BankTerms.FromJson(kept) : await TermsAsync(batch.Layout, cancellationToken);

    public async Task<byte[]> FileAsync(PaymentBatch batch, BankTerms terms, CancellationToken cancellationToken) =>
        await FileAsync(batch, terms, await TransfersAsync(batch.Id, cancellationToken), cancellationToken);

    public Task<byte[]> FileAsync(PaymentBatch batch, BankTerms terms, IReadOnlyList<BatchTransfer> transfers, CancellationToken cancellationToken) =>
        BankFile.WriteAsync(terms, batch, time.DayOf(batch.MadeUtc), [.. transfers.Select(TransferOf)], cancellationToken);

    public static string HashOf(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    private static Transfer TransferOf(BatchTransfer transfer) => new(
        transfer.Sent.Number, transfer.Sent.EndToEndId, transfer.Line.PayeeName, transfer.Line.PayeeNumber, transfer.Line.PayeeBank, transfer.Sent.AmountMinor, transfer.Line.Purpose);
}

internal static class BatchFailures
{
    public static Failure Unknown => Failure.NotFound("batch_unknown", "There is no such batch.");

    public static Failure LayoutUnknown => Failure.Field("Layout", "layout_unknown", "Choose the bank's layout.");

    public static Failure LinesTaken => Failure.Conflict("lines_taken", "Some of these payments were collected by somebody else or fell meanwhile. Look at the list again.");

    public static Failure FileChanged => Failure.Conflict("file_changed", "The file is not any more what was confirmed: the charity's account or the bank's layout has changed since. Dissolve the batch and collect it again.");
}
