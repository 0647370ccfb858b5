using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Aid;

/// <summary>
/// The files of lists, while they are being looked at. They hold identity and card numbers in clear, so one goes as soon as its list is imported or
/// its sender sends another, and after a day in any case. Nobody but the sender can have it.
/// </summary>
internal sealed class AidUploads(CharityDbContext db, UnitOfWork unitOfWork, IAttachments attachments, ICurrentUser user, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private Guid MyId => user.Id ?? throw new InvalidOperationException("Only somebody who is signed in uploads a list.");

    public async Task<Result<AttachmentInfo>> StoreAsync(AidProgramme programme, string period, string fileName, Stream content, CancellationToken cancellationToken)
    {
        foreach (var before in await db.Set<AidUpload>().AsNoTracking().Where(upload => upload.UploadedById == MyId).ToListAsync(cancellationToken))
        {
            await RemoveAsync(before.UploadedById, before.Id, cancellationToken);
        }

        return await attachments.StoreAsync(
            new AttachmentUpload(OwnerOf(MyId), "list", fileName, content) { WhenAdded = file => db.Add(AidUpload.Of(file.Id, programme.Id, period, MyId, clock.GetUtcNow())) }, cancellationToken);
    }

    /// <summary>The current user's own upload and its file; null when it is another's, or no longer there.</summary>
    public async Task<(AidUpload Upload, AttachmentContent File)?> OpenAsync(Guid id, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow().UtcDateTime - Kept;
        return await db.Set<AidUpload>().AsNoTracking().SingleOrDefaultAsync(upload => upload.Id == id && upload.UploadedById == MyId && upload.UploadedUtc > since, cancellationToken) is { } upload
            && await attachments.OpenAsync(OwnerOf(MyId), id, cancellationToken) is { } file
                ? (upload, file)
                : null;
    }

    public Task RemoveMineAsync(Guid id, CancellationToken cancellationToken) => RemoveAsync(MyId, id, cancellationToken);

    public Task RemoveAsync(Guid uploadedById, Guid id, CancellationToken cancellationToken) => unitOfWork.ExecuteAsync(
        async token =>
        {
            await attachments.RemoveAsync(OwnerOf(uploadedById), id, token);
            return await db.Set<AidUpload>().Where(upload => upload.Id == id).ExecuteDeleteAsync(token);
        },
        cancellationToken);

    private static AttachmentOwner OwnerOf(Guid userId) => new("aid-upload", userId);
}
