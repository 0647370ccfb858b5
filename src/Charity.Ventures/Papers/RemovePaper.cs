using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using MediatR;

namespace Charity.Ventures.Papers;

/// <summary>Takes a document away from a call; that it was there stays on its page as an amendment.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record RemovePaper(string Slug, Guid File) : ICommand;

internal sealed class RemovePaperHandler(CallDesk desk, IAttachments attachments, TimeProvider clock) : IRequestHandler<RemovePaper, Result>
{
    public async Task<Result> Handle(RemovePaper request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Slug, cancellationToken) is not { } call)
        {
            return CallFailures.Unknown;
        }

        if (await attachments.FindAsync(CallPapers.Of(call), request.File, cancellationToken) is not { } paper)
        {
            return AttachmentFailures.Gone;
        }

        if (call.IsFrozen)
        {
            call.Amend(CallPapers.Removed(paper.FileName), clock.GetUtcNow());
        }

        return await attachments.RemoveAsync(CallPapers.Of(call), request.File, cancellationToken) ? Result.Ok : AttachmentFailures.Gone;
    }
}
