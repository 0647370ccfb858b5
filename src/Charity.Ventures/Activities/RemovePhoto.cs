using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Ventures.Projects;
using MediatR;

namespace Charity.Ventures.Activities;

/// <summary>Takes a photograph away, whenever somebody on it asks.</summary>
[SignedIn]
internal sealed record RemovePhoto(string Slug, Guid Id, Guid PhotoId) : ICommand, IEditorsProjectRequest;

internal sealed class RemovePhotoHandler(ActivityReader reader, IAttachments attachments) : IRequestHandler<RemovePhoto, Result>
{
    public async Task<Result> Handle(RemovePhoto request, CancellationToken cancellationToken) =>
        (await reader.OneAsync(request.Slug, request.Id, cancellationToken)).Succeeded && await attachments.RemoveAsync(ActivityDesk.PhotosOf(request.Id), request.PhotoId, cancellationToken)
            ? Result.Ok
            : ActivityFailures.Unknown;
}
