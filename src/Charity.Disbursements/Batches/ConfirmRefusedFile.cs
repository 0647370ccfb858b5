using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using MediatR;

namespace Charity.Disbursements.Batches;

/// <summary>A second person confirms that the bank did not take a batch's file: every transfer of it counts as not paid and can be collected again.</summary>
[Requires(Permissions.PayBatches)]
internal sealed record ConfirmRefusedFile(Guid Id, int Version) : ICommand<Result<TakenAnswer>>;

internal sealed class ConfirmRefusedFileHandler(CharityDbContext db, BatchDesk desk, IWorkflowDoor door, AnswerWriter writer) : IRequestHandler<ConfirmRefusedFile, Result<TakenAnswer>>
{
    public async Task<Result<TakenAnswer>> Handle(ConfirmRefusedFile request, CancellationToken cancellationToken)
    {
        await desk.LockAsync(cancellationToken);
        await desk.LockPaymentsAsync(request.Id, cancellationToken);
        if (await desk.FindAsync(request.Id, cancellationToken) is not { } batch)
        {
            return BatchFailures.Unknown;
        }

        if ((await door.FireAsync(BatchProcess.Table, batch, BatchProcess.ConfirmRefused, request.Version, batch.RefusedFor, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        // Before the transfers, which are written by statements of their own. Each has the bank's words, as if its answer had said so.
        await db.SaveChangesAsync(cancellationToken);
        var answers = (await desk.TransfersAsync(batch.Id, cancellationToken)).Select(transfer => new BankAnswer(transfer.Sent.Number, transfer, LineAnswer.Failed, batch.RefusedFor!, null, null)).ToList();
        return await writer.WriteAsync(batch.Id, answers, cancellationToken);
    }
}
