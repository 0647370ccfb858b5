using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.Submissions;

/// <summary>Reads a document of one's own submission.</summary>
[SignedIn]
internal sealed record OpenSubmissionFile(Guid Id, Guid File) : IQuery<AttachmentContent>, ISubmissionRequest;

internal sealed class OpenSubmissionFileHandler(SubmissionDesk desk, IAttachments attachments) : IRequestHandler<OpenSubmissionFile, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenSubmissionFile request, CancellationToken cancellationToken) =>
        await desk.FindAsync(request.Id, cancellationToken) is { } open && await attachments.OpenAsync(open.Submission.Files, request.File, cancellationToken) is { } content
            ? content
            : AttachmentFailures.Gone;
}
