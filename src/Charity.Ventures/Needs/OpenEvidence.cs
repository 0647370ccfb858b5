using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.Needs;

/// <summary>A file of a need, for the community and the office. Whoever asked closes it.</summary>
[Requires(Permissions.ViewNeeds)]
internal sealed record OpenEvidence(Guid Id, Guid FileId) : IQuery<AttachmentContent>, INeedRequest;

internal sealed class OpenEvidenceHandler(IAttachments attachments) : IRequestHandler<OpenEvidence, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenEvidence request, CancellationToken cancellationToken) =>
        await attachments.OpenAsync(Need.FilesOf(request.Id), request.FileId, cancellationToken) is { } content ? content : AttachmentFailures.Gone;
}
