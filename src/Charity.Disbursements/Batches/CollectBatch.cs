using Charity.Disbursements.Banks;
using Charity.Disbursements.Requests;
using Charity.Disbursements.Subjects;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Ventures.Contracts;
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

internal sealed class CollectBatchHandler(CharityDbContext db, BatchDesk desk, PaymentLines lines, PaymentSubjects subjects, ICurrentUser user, TimeProvider clock) : IRequestHandler<CollectBatch, Result<Guid>>
{
    /// <summary>What a bank takes in one file, and what a reader can confirm.</summary>
    private const int MostTransfers = 200_000;

    public async Task<Result<Guid>> Handle(CollectBatch request, CancellationToken cancellationToken)
    {
        var terms = await desk.TermsAsync(request.Layout, cancellationToken);
        if (terms.Failure is { } unfit)
        {
            return unfit;
        }

        var ids = request.Payments.Distinct().ToList();
        if (ids.Count == 0)
        {
            return Failure.Field(nameof(request.Payments), "no_payments", "Choose what is to be paid.");
        }

        await desk.LockAsync(cancellationToken);
        await desk.LockPaymentsAsync(ids, cancellationToken);

        // As the requests were made, and within a list as it was imported: so that the file can be held against the list.
        var open = await lines.Collectable().Where(line => ids.Contains(line.RequestId) && line.Currency == Money.Yuan).OrderBy(line => line.RequestId).ThenBy(line => line.Number)
            .Take(MostTransfers + 1).AsNoTracking().ToListAsync(cancellationToken);
        if (open.Select(line => line.RequestId).Distinct().Count() != ids.Count)
        {
            return BatchFailures.LinesTaken;
        }

        return open.Count > MostTransfers
            ? Failure.Conflict("batch_too_large", "A batch has at most {0} transfers. Choose fewer payments.", MostTransfers)
            : await TakePartAsync(ids, cancellationToken) ?? await CollectAsync(terms.Value, open, cancellationToken);
    }

    /// <summary>Whoever collects has a part in paying.</summary>
    private async Task<Failure?> TakePartAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var payment in await PaymentDesk.Whole(db.Set<PaymentRequest>()).Where(payment => ids.Contains(payment.Id)).OrderBy(payment => payment.Id).ToListAsync(cancellationToken))
        {
            if (await subjects.DutyRefusalAsync(payment, PaymentDuty.Pay, Permissions.PayBatches, cancellationToken) is { } refusal)
            {
                return refusal;
            }

            await subjects.Of(payment).RecordDutyAsync(payment, PaymentDuty.Pay, cancellationToken);
        }

        return null;
    }

    private async Task<Result<Guid>> CollectAsync(BankTerms terms, List<PaymentLine> open, CancellationToken cancellationToken)
    {
        var (year, number) = await desk.NextNumberAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var batch = PaymentBatch.Collect(year, number, terms, open, user.Id!.Value, user.Name, now);
        var sent = open.Select((line, index) => new BatchTransfer(new BatchLine(batch.Id, index + 1, line, now), line)).ToList();
        batch.Seal(BatchDesk.HashOf(await desk.FileAsync(batch, terms, sent, cancellationToken)));
        db.Add(batch);
        await db.SaveChangesAsync(cancellationToken);

        // After the batch itself, because thousands of rows are written by statements of their own.
        if (await lines.CollectAsync([.. open.Select(line => line.RequestId).Distinct()], batch.Id, cancellationToken) != open.Count)
        {
            return BatchFailures.LinesTaken;
        }

        db.AddRange(sent.Select(transfer => transfer.Sent));
        await db.SaveGroupAsync(cancellationToken);
        return batch.Id;
    }
}
