using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Disbursements.Batches;

/// <summary>An answer of the bank, or its message that it did not take the file. Names and account numbers stand in it. Whoever asked closes it.</summary>
[Requires(Permissions.PayBatches)]
internal sealed record OpenBatchPaper(Guid Id, Guid FileId) : IQuery<AttachmentContent>;

internal sealed class OpenBatchPaperHandler(IAttachments attachments) : IRequestHandler<OpenBatchPaper, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenBatchPaper request, CancellationToken cancellationToken) =>
        await attachments.OpenAsync(BatchPapers.Of(request.Id), request.FileId, cancellationToken) is { } content ? content : AttachmentFailures.Gone;
}
