using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Needs;

/// <summary>A photo of a published need, for everybody; documents never. Whoever asked closes it.</summary>
[Anybody]
internal sealed record OpenNeedPhoto(string Slug, Guid FileId) : IQuery<AttachmentContent>;

internal sealed class OpenNeedPhotoHandler(CharityDbContext db, IAttachments attachments) : IRequestHandler<OpenNeedPhoto, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenNeedPhoto request, CancellationToken cancellationToken) =>
        await db.Set<Need>().AsNoTracking().SingleOrDefaultAsync(need => need.Slug == request.Slug, cancellationToken) is { IsPublic: true } need
        && await attachments.FindAsync(need.Files, request.FileId, cancellationToken) is { Purpose: EvidencePurpose.Photo, IsPicture: true }
        && await attachments.OpenAsync(need.Files, request.FileId, cancellationToken) is { } content
            ? content
            : AttachmentFailures.Gone;
}
