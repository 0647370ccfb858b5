using Charity.Funds.Manage;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Funds.Motions;

/// <summary>A file of a motion, for the fund's keepers. Whoever asked closes it.</summary>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record OpenMotionFile(string Slug, Guid Id, Guid FileId) : IQuery<AttachmentContent>, IFundRequest;

internal sealed class OpenMotionFileHandler(MotionDesk desk, IAttachments attachments) : IRequestHandler<OpenMotionFile, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenMotionFile request, CancellationToken cancellationToken) =>
        await desk.FindAsync(request.Slug, request.Id, cancellationToken) is { } motion && await attachments.OpenAsync(motion.Files, request.FileId, cancellationToken) is { } content
            ? content
            : AttachmentFailures.Gone;
}
