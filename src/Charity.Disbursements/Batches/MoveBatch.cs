using Charity.Disbursements.Requests;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Charity.Ventures.Contracts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Batches;

/// <summary>Confirms a batch by its file's hash, releases it for the bank, or dissolves it before that.</summary>
/// <param name="Sha256">Of the file that was looked at; only to confirm.</param>
[Requires(Permissions.PayBatches)]
internal sealed record MoveBatch(Guid Id, string? Trigger, int Version, string? Sha256) : ICommand;

internal sealed class MoveBatchValidator : AbstractValidator<MoveBatch>
{
    public MoveBatchValidator() => RuleFor(move => move.Trigger)
        .Must(trigger => trigger is BatchProcess.Confirm or BatchProcess.Send or BatchProcess.Dissolve).Says("trigger_unknown", "Please use one of the buttons.");
}

internal sealed class MoveBatchHandler(CharityDbContext db, BatchDesk desk, IWorkflowDoor door, IProjectDuties duties, ICurrentUser user) : IRequestHandler<MoveBatch, Result>
{
    public async Task<Result> Handle(MoveBatch request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var batch = taken.Value;
        if (request.Trigger != BatchProcess.Dissolve && await FileRefusalAsync(batch, request, cancellationToken) is { } changed)
        {
            return changed;
        }

        if ((await door.FireAsync(BatchProcess.Table, batch, request.Trigger!, request.Version, note: batch.FileSha256, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        return batch.State switch
        {
            BatchProcess.Confirmed => Confirm(batch),
            BatchProcess.Sent => await SendAsync(batch, cancellationToken),
            _ => await DissolveAsync(batch, cancellationToken),
        };
    }

    private async Task<Failure?> FileRefusalAsync(PaymentBatch batch, MoveBatch request, CancellationToken cancellationToken)
    {
        var file = await desk.FileAsync(batch, cancellationToken);
        return file.Failure ?? (BatchDesk.HashOf(file.Value) != batch.FileSha256 ? BatchFailures.FileChanged
            : request.Trigger == BatchProcess.Confirm && request.Sha256 != batch.FileSha256 ? Failure.Conflict("hash_differs", "This is not the hash of the file. Compare it again.")
            : null);
    }

    private Result Confirm(PaymentBatch batch)
    {
        batch.Confirm(user.Id!.Value, user.Name);
        return Result.Ok;
    }

    private async Task<Result> SendAsync(PaymentBatch batch, CancellationToken cancellationToken)
    {
        foreach (var request in await RequestsAsync(batch, cancellationToken))
        {
            if ((await door.FireAsync(PaymentProcess.Table, request, PaymentProcess.Send, expectedVersion: null, note: batch.Code, cancellationToken)).Failure is { } refusal)
            {
                return refusal;
            }

            await duties.RecordAsync(request.ProjectId, PaymentDuty.Pay, cancellationToken);
        }

        return Result.Ok;
    }

    private async Task<Result> DissolveAsync(PaymentBatch batch, CancellationToken cancellationToken)
    {
        var lines = await desk.LinesAsync(batch, cancellationToken);
        foreach (var line in batch.Lines)
        {
            line.Dissolve();
            lines[line.LineId].Free(failedFor: null);
        }

        return Result.Ok;
    }

    private async Task<IReadOnlyList<PaymentRequest>> RequestsAsync(PaymentBatch batch, CancellationToken cancellationToken)
    {
        var ids = (await desk.LinesAsync(batch, cancellationToken)).Values.Select(line => line.RequestId).Distinct().ToList();
        return await PaymentDesk.Whole(db.Set<PaymentRequest>()).Where(request => ids.Contains(request.Id)).OrderBy(request => request.Id).ToListAsync(cancellationToken);
    }
}
