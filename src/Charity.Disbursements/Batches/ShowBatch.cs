using Charity.Disbursements.Requests;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Batches;

/// <summary>One batch with its lines and what the bank answered.</summary>
[Requires(Permissions.ViewPayments)]
internal sealed record ShowBatch(Guid Id) : IQuery<BatchPage>;

internal sealed record BatchPage(PaymentBatch Batch, IReadOnlyList<BatchPageLine> Lines, IReadOnlyList<AttachmentInfo> Answers, IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<WorkflowStep> History);

internal sealed record BatchPageLine(BatchLine Line, Guid RequestId, string Code, LocalizedText Title, string Payee, string MaskedNumber);

internal sealed class ShowBatchHandler(CharityDbContext db, BatchDesk desk, IAttachments attachments, IWorkflowDoor door) : IRequestHandler<ShowBatch, Result<BatchPage>>
{
    public async Task<Result<BatchPage>> Handle(ShowBatch request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Id, cancellationToken) is not { } batch)
        {
            return BatchFailures.Unknown;
        }

        var lines = await desk.LinesAsync(batch, cancellationToken);
        var ids = lines.Values.Select(line => line.RequestId).Distinct().ToList();
        var requests = await db.Set<PaymentRequest>().AsNoTracking().Where(payment => ids.Contains(payment.Id)).ToDictionaryAsync(payment => payment.Id, cancellationToken);
        var history = await db.Set<WorkflowStep>().AsNoTracking().Where(step => step.Process == BatchProcess.Table.Process && step.InstanceId == batch.Id).OrderBy(step => step.Number).ToListAsync(cancellationToken);
        return new BatchPage(
            batch, [.. batch.Lines.OrderBy(line => line.Number).Select(line => Of(line, lines[line.LineId], requests))],
            await attachments.ListAsync(new AttachmentOwner("payment-batch", batch.Id), cancellationToken), await door.OffersAsync(BatchProcess.Table, batch, cancellationToken), history);
    }

    private static BatchPageLine Of(BatchLine line, PaymentLine payment, Dictionary<Guid, PaymentRequest> requests) => new(
        line, payment.RequestId, requests[payment.RequestId].Code, requests[payment.RequestId].Title, payment.PayeeName, PersonalData.MaskBankAccount(payment.PayeeNumber));
}
