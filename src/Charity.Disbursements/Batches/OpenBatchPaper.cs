using Charity.Platform.Audit;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Disbursements.Batches;

/// <summary>
/// An answer of the bank, or its message that it did not take the file. Names and account numbers stand in it, so who opened it is written down. Whoever asked closes it.
/// </summary>
[Requires(Permissions.PayBatches)]
internal sealed record OpenBatchPaper(Guid Id, Guid FileId) : ICommand<Result<AttachmentContent>>;

internal sealed class OpenBatchPaperHandler(IAttachments attachments, IAuditTrail audit) : IRequestHandler<OpenBatchPaper, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenBatchPaper request, CancellationToken cancellationToken)
    {
        if (await attachments.OpenAsync(BatchPapers.Of(request.Id), request.FileId, cancellationToken) is not { } content)
        {
            return AttachmentFailures.Gone;
        }

        audit.Record("PaymentBatch.PaperOpened", request.Id.ToString(), new { content.Info.FileName });
        return content;
    }
}
