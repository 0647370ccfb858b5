using Charity.Disbursements.Requests;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Disbursements.Papers;

/// <summary>A paper of a payment, for those who asked for it. Whoever asked closes it.</summary>
[SignedIn]
internal sealed record OpenMyPaymentPaper(Guid Id, Guid FileId) : IQuery<AttachmentContent>, IOwnPaymentRequest;

internal sealed class OpenMyPaymentPaperHandler(IAttachments attachments) : IRequestHandler<OpenMyPaymentPaper, Result<AttachmentContent>>
{
    public Task<Result<AttachmentContent>> Handle(OpenMyPaymentPaper request, CancellationToken cancellationToken) => attachments.OpenAsync(request.Id, request.FileId, cancellationToken);
}
