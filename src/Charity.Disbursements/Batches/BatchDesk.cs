using System.Security.Cryptography;
using Charity.Disbursements.Banks;
using Charity.Disbursements.Requests;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Batches;

/// <summary>Loads batches, and makes their files anew whenever they are asked for: no file with account numbers lies about.</summary>
internal sealed class BatchDesk(CharityDbContext db, ICharityProfile charity, ISettingsStore settings, SiteTime time)
{
    /// <summary>Cashiers who collect, send or take in answers at once wait for each other.</summary>
    public Task LockAsync(CancellationToken cancellationToken) => db.LockAsync("payment-batches", cancellationToken);

    public Task<PaymentBatch?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Set<PaymentBatch>().Include(batch => batch.Lines.OrderBy(line => line.Number)).SingleOrDefaultAsync(batch => batch.Id == id, cancellationToken);

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

    /// <summary>The lines of a batch, by id, with what the current transaction has changed.</summary>
    public async Task<IReadOnlyDictionary<Guid, PaymentLine>> LinesAsync(PaymentBatch batch, CancellationToken cancellationToken)
    {
        var ids = batch.Lines.Select(line => line.LineId).ToList();
        return await db.Set<PaymentLine>().Where(line => ids.Contains(line.Id)).ToDictionaryAsync(line => line.Id, cancellationToken);
    }

    public async Task<Result<byte[]>> FileAsync(PaymentBatch batch, CancellationToken cancellationToken)
    {
        if ((await settings.GetAsync<BankSettings>(cancellationToken)).Find(batch.Layout) is not { } layout)
        {
            return BatchFailures.LayoutUnknown;
        }

        if (await charity.GetAsync(cancellationToken) is not { BankAccountNumber.Length: > 0 } payer)
        {
            return Failure.Conflict("no_paying_account", "The charity's own bank account has not been entered. Enter it in the charity's record first.");
        }

        var lines = await LinesAsync(batch, cancellationToken);
        return await BankFile.WriteAsync(layout, batch, [.. batch.Lines.OrderBy(line => line.Number).Select(line => TransferOf(line, lines[line.LineId]))], payer, cancellationToken);
    }

    public static string HashOf(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    private static Transfer TransferOf(BatchLine line, PaymentLine payment) =>
        new(line.Number, line.EndToEndId, payment.PayeeName, payment.PayeeNumber, payment.PayeeBank, line.AmountMinor, payment.Purpose);
}

internal static class BatchFailures
{
    public static Failure Unknown => Failure.NotFound("batch_unknown", "There is no such batch.");

    public static Failure LayoutUnknown => Failure.Field("Layout", "layout_unknown", "Choose the bank's layout.");

    public static Failure FileChanged => Failure.Conflict("file_changed", "The file is not any more what was confirmed: the charity's account or the bank's layout has changed since. Dissolve the batch and collect it again.");
}
