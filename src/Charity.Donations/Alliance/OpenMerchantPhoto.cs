using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Alliance;

/// <summary>The photo of a merchant that is or was in the alliance, for everybody. Whoever asked closes it.</summary>
[Anybody]
internal sealed record OpenMerchantPhoto(string Slug, Guid FileId) : IQuery<AttachmentContent>;

internal sealed class OpenMerchantPhotoHandler(CharityDbContext db, IAttachments attachments) : IRequestHandler<OpenMerchantPhoto, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenMerchantPhoto request, CancellationToken cancellationToken) =>
        await db.Set<Merchant>().AsNoTracking().SingleOrDefaultAsync(merchant => merchant.Slug == request.Slug, cancellationToken) is { IsPublic: true } merchant
        && await attachments.FindAsync(merchant.Files, request.FileId, cancellationToken) is { IsPicture: true }
        && await attachments.OpenAsync(merchant.Files, request.FileId, cancellationToken) is { } content
            ? content
            : AttachmentFailures.Gone;
}
