using Charity.Disbursements.Requests;
using Charity.Disbursements.Subjects;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Charity.Ventures.Contracts;
using FluentValidation;
using MediatR;

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

internal sealed class MoveBatchHandler(CharityDbContext db, BatchDesk desk, IWorkflowDoor door, PaymentSubjects subjects, PaymentBooking booking, ICurrentUser user) : IRequestHandler<MoveBatch, Result>
{
    public async Task<Result> Handle(MoveBatch request, CancellationToken cancellationToken)
    {
        await desk.LockAsync(cancellationToken);
        await desk.LockPaymentsAsync(request.Id, cancellationToken);
        if (await desk.FindAsync(request.Id, cancellationToken) is not { } batch)
        {
            return BatchFailures.Unknown;
        }

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
            BatchProcess.Confirmed => await ConfirmAsync(batch, cancellationToken),
            BatchProcess.Sent => await SendAsync(batch, cancellationToken),
            _ => await DissolveAsync(batch, cancellationToken),
        };
    }

    private async Task<Failure?> FileRefusalAsync(PaymentBatch batch, MoveBatch request, CancellationToken cancellationToken)
    {
        // Before it leaves, it is as the charity and its bank want it by now.
        var terms = await desk.TermsAsync(batch.Layout, cancellationToken);
        return terms.Failure is not null || BatchDesk.HashOf(await desk.FileAsync(batch, terms.Value, cancellationToken)) != batch.FileSha256 || (batch.Terms is { } kept && kept != terms.Value.ToJson()) ? BatchFailures.FileChanged
            : request.Trigger == BatchProcess.Confirm && request.Sha256 != batch.FileSha256 ? Failure.Conflict("hash_differs", "This is not the hash of the file. Compare it again.")
            : null;
    }

    /// <summary>Whoever confirms has a part in paying, as whoever releases.</summary>
    private async Task<Result> ConfirmAsync(PaymentBatch batch, CancellationToken cancellationToken)
    {
        batch.Confirm(user.Id!.Value, user.Name);
        foreach (var request in await desk.RequestsAsync(batch.Id, cancellationToken))
        {
            await subjects.Of(request).RecordDutyAsync(request, PaymentDuty.Pay, cancellationToken);
        }

        return Result.Ok;
    }

    private async Task<Result> SendAsync(PaymentBatch batch, CancellationToken cancellationToken)
    {
        var requests = await desk.RequestsAsync(batch.Id, cancellationToken);
        foreach (var request in requests)
        {
            // Of a list, what the bank refused is sent once more while the rest is paid.
            if (request.State == PaymentProcess.Approved
                && (await door.FireAsync(PaymentProcess.Table, request, PaymentProcess.Send, expectedVersion: null, note: batch.Code, cancellationToken)).Failure is { } refusal)
            {
                return refusal;
            }

            await subjects.Of(request).RecordDutyAsync(request, PaymentDuty.Pay, cancellationToken);
        }

        return await booking.CommitAsync(requests, cancellationToken) is { } uncommitted ? uncommitted : Result.Ok;
    }

    private async Task<Result> DissolveAsync(PaymentBatch batch, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        foreach (var transfer in await desk.TransfersAsync(batch.Id, cancellationToken))
        {
            db.AttachRange(transfer.Sent, transfer.Line);
            transfer.Sent.Dissolve();
            transfer.Line.Free(transfer.Line.FailedFor);
        }

        await db.SaveGroupAsync(cancellationToken);
        return Result.Ok;
    }
}
