using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Alliance;

[Requires(Permissions.ManageAlliance)]
internal sealed record RemoveMerchantPhoto(Guid Id, Guid FileId) : ICommand;

internal sealed class RemoveMerchantPhotoHandler(IAttachments attachments) : IRequestHandler<RemoveMerchantPhoto, Result>
{
    public async Task<Result> Handle(RemoveMerchantPhoto request, CancellationToken cancellationToken) =>
        await attachments.RemoveAsync(Merchant.FilesOf(request.Id), request.FileId, cancellationToken) ? Result.Ok : AttachmentFailures.Gone;
}
