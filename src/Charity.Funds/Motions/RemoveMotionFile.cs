using Charity.Funds.Manage;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Funds.Motions;

/// <summary>Takes a file off a motion that is not decided yet.</summary>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record RemoveMotionFile(string Slug, Guid Id, Guid FileId) : ICommand, IFundRequest;

internal sealed class RemoveMotionFileHandler(MotionPapers papers, IAttachments attachments) : IRequestHandler<RemoveMotionFile, Result>
{
    public async Task<Result> Handle(RemoveMotionFile request, CancellationToken cancellationToken) =>
        await papers.WhyNotAsync(request.Slug, request.Id, cancellationToken) is { } refusal ? refusal
        : await attachments.RemoveAsync(Motion.FilesOf(request.Id), request.FileId, cancellationToken) ? Result.Ok
        : AttachmentFailures.Gone;
}
