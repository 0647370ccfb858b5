using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Disbursements.Papers;

/// <summary>A paper of a payment, for those who decide about it. Whoever asked closes it.</summary>
[Requires(Permissions.ViewPayments)]
internal sealed record OpenPaymentPaper(Guid Id, Guid FileId) : IQuery<AttachmentContent>;

internal sealed class OpenPaymentPaperHandler(IAttachments attachments) : IRequestHandler<OpenPaymentPaper, Result<AttachmentContent>>
{
    public Task<Result<AttachmentContent>> Handle(OpenPaymentPaper request, CancellationToken cancellationToken) => attachments.OpenAsync(request.Id, request.FileId, cancellationToken);
}
