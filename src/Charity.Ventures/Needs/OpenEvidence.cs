using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Needs;

/// <summary>A file of a need, for the community and the office. Whoever asked closes it.</summary>
[Requires(Permissions.ViewNeeds)]
internal sealed record OpenEvidence(Guid Id, Guid FileId) : IQuery<AttachmentContent>, INeedRequest;

/// <summary>A photo of a published need, for everybody; documents never. Whoever asked closes it.</summary>
[Anybody]
internal sealed record OpenNeedPhoto(string Slug, Guid FileId) : IQuery<AttachmentContent>;

internal sealed class OpenEvidenceHandler(CharityDbContext db, IAttachments attachments) : IRequestHandler<OpenEvidence, Result<AttachmentContent>>, IRequestHandler<OpenNeedPhoto, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenEvidence request, CancellationToken cancellationToken) =>
        await attachments.OpenAsync(Need.FilesOf(request.Id), request.FileId, cancellationToken) is { } content ? content : EvidenceFailures.Unknown;

    public async Task<Result<AttachmentContent>> Handle(OpenNeedPhoto request, CancellationToken cancellationToken)
    {
        var need = await db.Set<Need>().AsNoTracking().SingleOrDefaultAsync(need => need.Slug == request.Slug, cancellationToken);
        return need is { IsPublic: true }
            && await attachments.FindAsync(need.Files, request.FileId, cancellationToken) is { Purpose: EvidencePurpose.Photo, IsPicture: true }
            && await attachments.OpenAsync(need.Files, request.FileId, cancellationToken) is { } content
                ? content
                : EvidenceFailures.Unknown;
    }
}
