using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Ventures.Needs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Wishes;

/// <summary>The photo of a fulfilled wish, for everybody. Whoever asked closes it.</summary>
[Anybody]
internal sealed record OpenWishPhoto(string Slug) : IQuery<AttachmentContent>;

internal sealed class OpenWishPhotoHandler(CharityDbContext db, IAttachments attachments) : IRequestHandler<OpenWishPhoto, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenWishPhoto request, CancellationToken cancellationToken) =>
        await db.Set<Wish>().AsNoTracking().SingleOrDefaultAsync(wish => wish.Slug == request.Slug, cancellationToken) is { State: WishProcess.Fulfilled, PhotoId: { } photo } wish
        && await attachments.OpenAsync(wish.Files, photo, cancellationToken) is { } content
            ? content
            : AttachmentFailures.Gone;
}
