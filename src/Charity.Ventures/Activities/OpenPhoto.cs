using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.Activities;

/// <summary>A photograph for everybody: of an activity that was held, and with the consent of those on it.</summary>
[Anybody]
internal sealed record OpenPhoto(string Slug, Guid ActivityId, Guid PhotoId) : IQuery<AttachmentContent>;

internal sealed class OpenPhotoHandler(ProjectFiles files) : IRequestHandler<OpenPhoto, Result<AttachmentContent>>
{
    public Task<Result<AttachmentContent>> Handle(OpenPhoto request, CancellationToken cancellationToken) => files.OpenAsync(request.Slug, request.ActivityId, request.PhotoId, onlyPublic: true, cancellationToken);
}
