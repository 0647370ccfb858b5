using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.Reviews;

/// <summary>A file of the submission, for its reviewer.</summary>
[SignedIn]
internal sealed record OpenReviewFile(Guid Id, Guid File) : IQuery<AttachmentContent>;

internal sealed class OpenReviewFileHandler(ReviewDesk desk, ReadingDesk reading) : IRequestHandler<OpenReviewFile, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenReviewFile request, CancellationToken cancellationToken) =>
        await desk.FindAsync(request.Id, cancellationToken) is { } review && await reading.OpenAsync(review, request.File, cancellationToken) is { } content
            ? content
            : AttachmentFailures.Gone;
}
