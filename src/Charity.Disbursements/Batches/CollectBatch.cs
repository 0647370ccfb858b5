using Charity.Disbursements.Banks;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Batches;

/// <summary>A cashier collects approved payments into a batch for the bank. What another cashier has collected meanwhile is refused.</summary>
[Requires(Permissions.PayBatches)]
internal sealed record CollectBatch : ICommand<Result<Guid>>
{
    public List<Guid> Lines { get; init; } = [];
    public string? Layout { get; init; }
}

internal sealed class CollectBatchHandler(CharityDbContext db, BatchDesk desk, ISettingsStore settings, ICurrentUser user, TimeProvider clock) : IRequestHandler<CollectBatch, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(CollectBatch request, CancellationToken cancellationToken)
    {
        if ((await settings.GetAsync<BankSettings>(cancellationToken)).Find(request.Layout ?? string.Empty) is not { } layout)
        {
            return BatchFailures.LayoutUnknown;
        }

        var ids = request.Lines.Distinct().ToList();
        if (ids.Count == 0)
        {
            return Failure.Field(nameof(request.Lines), "no_lines", "Choose what is to be paid.");
        }

        await desk.LockAsync(cancellationToken);
        var lines = await db.Set<PaymentLine>().Where(line => ids.Contains(line.Id) && line.Currency == Money.Yuan).OrderBy(line => line.Id).ToListAsync(cancellationToken);
        if (lines.Count != ids.Count || lines.Exists(line => !line.IsFree))
        {
            return Failure.Conflict("lines_taken", "Some of these payments were collected by somebody else or fell meanwhile. Look at the list again.");
        }

        var (year, number) = await desk.NextNumberAsync(cancellationToken);
        var batch = PaymentBatch.Collect(year, number, layout.Code, lines, user.Id!.Value, user.Name, clock.GetUtcNow());
        var file = await desk.FileAsync(batch, cancellationToken);
        if (file.Failure is { } failure)
        {
            return failure;
        }

        batch.Seal(BatchDesk.HashOf(file.Value));
        db.Add(batch);
        return batch.Id;
    }
}
