using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.Activities;

/// <summary>A photograph or voucher for the bureau.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record OpenOfficeFile(string Slug, Guid OwnerId, Guid FileId) : IQuery<AttachmentContent>;

internal sealed class OpenOfficeFileHandler(ProjectFiles files) : IRequestHandler<OpenOfficeFile, Result<AttachmentContent>>
{
    public Task<Result<AttachmentContent>> Handle(OpenOfficeFile request, CancellationToken cancellationToken) => files.OpenAsync(request.Slug, request.OwnerId, request.FileId, onlyPublic: false, cancellationToken);
}
