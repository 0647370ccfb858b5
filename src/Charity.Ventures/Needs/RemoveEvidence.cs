using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.Needs;

/// <summary>Takes a file out of a draft.</summary>
[Requires(Permissions.PostNeeds)]
internal sealed record RemoveEvidence(Guid Id, Guid FileId) : ICommand, INeedRequest;

internal sealed class RemoveEvidenceHandler(NeedDesk desk, IAttachments attachments) : IRequestHandler<RemoveEvidence, Result>
{
    public async Task<Result> Handle(RemoveEvidence request, CancellationToken cancellationToken) => await desk.LoadAsync(request.Id, cancellationToken) switch
    {
        null => NeedFailures.Unknown,
        { IsDraft: false } => NeedFailures.NoDraft,
        var need => await attachments.RemoveAsync(need.Files, request.FileId, cancellationToken) ? Result.Ok : AttachmentFailures.Gone,
    };
}
