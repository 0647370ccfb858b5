using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.Monitoring;

/// <summary>A visit's file for the bureau.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record OpenVisitFile(string Slug, Guid VisitId, Guid FileId) : IQuery<AttachmentContent>;

internal sealed class OpenVisitFileHandler(VisitFiles files, IAttachments attachments) : IRequestHandler<OpenVisitFile, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenVisitFile request, CancellationToken cancellationToken) =>
        await files.ProjectOfAsync(request.Slug, request.VisitId, cancellationToken) is not null
        && await attachments.OpenAsync(VisitFiles.Of(request.VisitId), request.FileId, cancellationToken) is { } content
            ? content
            : AttachmentFailures.Gone;
}
