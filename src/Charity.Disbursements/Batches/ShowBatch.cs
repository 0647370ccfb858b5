using Charity.Disbursements.Requests;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Batches;

/// <summary>One batch with its transfers, a page of them at a time, and what the bank answered.</summary>
/// <param name="Answer">Only transfers with this answer; null for all.</param>
/// <param name="After">The last page's <see cref="BatchPage.Next"/>.</param>
[Requires(Permissions.ViewPayments)]
internal sealed record ShowBatch(Guid Id, LineAnswer? Answer = null, int After = 0) : IQuery<BatchPage>;

/// <param name="Counts">How many transfers have each answer.</param>
internal sealed record BatchPage(
    PaymentBatch Batch, LineAnswer? Answer, IReadOnlyDictionary<LineAnswer, int> Counts, IReadOnlyList<BatchPageLine> Lines, int? Next, IReadOnlyList<AttachmentInfo> Papers,
    IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<WorkflowStep> History);

internal sealed record BatchPageLine(BatchLine Line, Guid RequestId, string Code, LocalizedText Title, string Payee, string MaskedNumber);

internal sealed class ShowBatchHandler(CharityDbContext db, BatchDesk desk, IAttachments attachments, IPermissionService permissions, IWorkflowDoor door) : IRequestHandler<ShowBatch, Result<BatchPage>>
{
    private const int PageLength = 100;

    public async Task<Result<BatchPage>> Handle(ShowBatch request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Id, cancellationToken) is not { } batch)
        {
            return BatchFailures.Unknown;
        }

        var transfers = await (
            from sent in db.Set<BatchLine>().AsNoTracking()
            join line in db.Set<PaymentLine>().AsNoTracking() on sent.LineId equals line.Id
            where sent.BatchId == batch.Id && sent.Number > request.After && (request.Answer == null || sent.Answer == request.Answer)
            orderby sent.Number
            select new BatchTransfer(sent, line)).Take(PageLength + 1).ToListAsync(cancellationToken);
        var counts = await db.Set<BatchLine>().Where(line => line.BatchId == batch.Id).GroupBy(line => line.Answer).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var ids = transfers.Select(transfer => transfer.Line.RequestId).Distinct().ToList();
        var requests = await db.Set<PaymentRequest>().AsNoTracking().Where(payment => ids.Contains(payment.Id)).ToDictionaryAsync(payment => payment.Id, cancellationToken);
        var history = await db.Set<WorkflowStep>().AsNoTracking().Where(step => step.Process == BatchProcess.Table.Process && step.InstanceId == batch.Id).OrderBy(step => step.Number).ToListAsync(cancellationToken);
        return new BatchPage(
            batch, request.Answer, counts, [.. transfers.Take(PageLength).Select(transfer => Of(transfer.Sent, transfer.Line, requests))],
            transfers.Count > PageLength ? transfers[PageLength - 1].Sent.Number : null, await PapersAsync(batch, cancellationToken), await door.OffersAsync(BatchProcess.Table, batch, cancellationToken), history);
    }

    /// <summary>Only for those who may open them.</summary>
    private async Task<IReadOnlyList<AttachmentInfo>> PapersAsync(PaymentBatch batch, CancellationToken cancellationToken) =>
        await permissions.CheckAsync(Permissions.PayBatches, cancellationToken) is null ? await attachments.ListAsync(BatchPapers.Of(batch.Id), cancellationToken) : [];

    /// <summary>People who are helped are named in full on the list of those who look after them, and nowhere else.</summary>
    private static string NameOf(PaymentLine line, PaymentRequest request) => request.Kind == PaymentKind.Aid ? PersonNames.Mask(line.PayeeName) : line.PayeeName;

    private static BatchPageLine Of(BatchLine line, PaymentLine payment, Dictionary<Guid, PaymentRequest> requests) => new(
        line, payment.RequestId, requests[payment.RequestId].Code, requests[payment.RequestId].Title, NameOf(payment, requests[payment.RequestId]), PersonalData.MaskBankAccount(payment.PayeeNumber));
}
