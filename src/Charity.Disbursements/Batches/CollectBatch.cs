using Charity.Disbursements.Banks;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Batches;

/// <summary>A cashier collects what is open of approved payments into a batch for the bank. What another cashier has collected meanwhile is refused.</summary>
[Requires(Permissions.PayBatches)]
internal sealed record CollectBatch : ICommand<Result<Guid>>
{
    /// <summary>Payment requests.</summary>
    public List<Guid> Payments { get; init; } = [];
    public string? Layout { get; init; }
}

internal sealed class CollectBatchHandler(CharityDbContext db, BatchDesk desk, PaymentLines lines, ISettingsStore settings, ICurrentUser user, TimeProvider clock) : IRequestHandler<CollectBatch, Result<Guid>>
{
    /// <summary>What a bank takes in one file, and what a reader can confirm.</summary>
    private const int MostTransfers = 200_000;

    public async Task<Result<Guid>> Handle(CollectBatch request, CancellationToken cancellationToken)
    {
        if ((await settings.GetAsync<BankSettings>(cancellationToken)).Find(request.Layout ?? string.Empty) is not { } layout)
        {
            return BatchFailures.LayoutUnknown;
        }

        var ids = request.Payments.Distinct().ToList();
        if (ids.Count == 0)
        {
            return Failure.Field(nameof(request.Payments), "no_payments", "Choose what is to be paid.");
        }

        await desk.LockAsync(cancellationToken);

        // As the requests were made, and within a list as it was imported: so that the file can be held against the list.
        var open = await lines.Collectable().Where(line => ids.Contains(line.RequestId) && line.Currency == Money.Yuan).OrderBy(line => line.RequestId).ThenBy(line => line.Number)
            .Take(MostTransfers + 1).AsNoTracking().ToListAsync(cancellationToken);
        if (open.Select(line => line.RequestId).Distinct().Count() != ids.Count)
        {
            return Failure.Conflict("lines_taken", "Some of these payments were collected by somebody else or fell meanwhile. Look at the list again.");
        }

        return open.Count > MostTransfers
            ? Failure.Conflict("batch_too_large", "A batch has at most {0} transfers. Choose fewer payments.", MostTransfers)
            : await CollectAsync(layout, open, cancellationToken);
    }

    private async Task<Result<Guid>> CollectAsync(BankLayout layout, IReadOnlyList<PaymentLine> open, CancellationToken cancellationToken)
    {
        var (year, number) = await desk.NextNumberAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var batch = PaymentBatch.Collect(year, number, layout.Code, open, user.Id!.Value, user.Name, now);
        var sent = open.Select((line, index) => new BatchTransfer(new BatchLine(batch.Id, index + 1, line, now), line)).ToList();
        var file = await desk.FileAsync(batch, sent, cancellationToken);
        if (file.Failure is { } failure)
        {
            return failure;
        }

        batch.Seal(BatchDesk.HashOf(file.Value));
        db.Add(batch);
        await db.SaveChangesAsync(cancellationToken);

        // After the batch itself, because thousands of rows are written by statements of their own.
        db.AttachRange(open);
        foreach (var line in open)
        {
            line.Collect(batch.Id);
        }

        db.AddRange(sent.Select(transfer => transfer.Sent));
        await db.SaveGroupAsync(cancellationToken);
        return batch.Id;
    }
}
