using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Motions;

/// <summary>The minutes of a decided motion, where they are for everybody. Whoever asked closes them.</summary>
[Anybody]
internal sealed record OpenMinutes(string Slug, string Code, Guid FileId) : IQuery<AttachmentContent>;

internal sealed class OpenMinutesHandler(PublishedMotions motions, IAttachments attachments) : IRequestHandler<OpenMinutes, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenMinutes request, CancellationToken cancellationToken) =>
        await motions.FindAsync(request.Slug, request.Code, cancellationToken) is (_, { IsDecided: true } motion)
        && await attachments.FindAsync(motion.Files, request.FileId, cancellationToken) is { Purpose: MotionPaper.PublicMinutes }
        && await attachments.OpenAsync(motion.Files, request.FileId, cancellationToken) is { } content
            ? content
            : AttachmentFailures.Gone;
}
