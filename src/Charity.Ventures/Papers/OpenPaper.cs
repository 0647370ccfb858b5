using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Ventures.Calls;
using MediatR;

namespace Charity.Ventures.Papers;

/// <summary>A call's document: for everybody once the call is public, for its office before. Whoever asked closes it.</summary>
[Anybody]
internal sealed record OpenPaper(string Slug, Guid File) : IQuery<AttachmentContent>;

internal sealed class OpenPaperHandler(CallDesk desk, IAttachments attachments, IPermissionService permissions) : IRequestHandler<OpenPaper, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenPaper request, CancellationToken cancellationToken) =>
        await desk.FindAsync(request.Slug, cancellationToken) is { } call
        && (call.IsPublic || await permissions.HasAsync(Permissions.ManageCalls, cancellationToken))
        && await attachments.OpenAsync(CallPapers.Of(call), request.File, cancellationToken) is { } content
            ? content
            : AttachmentFailures.Gone;
}
