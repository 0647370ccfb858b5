using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Charity.Contents.Media;

/// <summary>Checks, keeps and registers a file, whether an editor or a recipe brings it. Works within the caller's transaction.</summary>
internal sealed class MediaDesk(CharityDbContext db, UnitOfWork unitOfWork, MediaStore store, MediaTable table, ICurrentUser user, TimeProvider clock)
{
    public Task<MediaFile?> FindAsync(string path, CancellationToken cancellationToken) =>
        db.Set<MediaFile>().FirstOrDefaultAsync(file => file.Path == path, cancellationToken);

    /// <summary>Puts the content under the path, in place of what was there; the same content again changes nothing.</summary>
    public async Task<Result<MediaFile>> PutAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        if (!MediaPath.IsValid(path))
        {
            return Failure.Field("Folder", "media_path_invalid", "Use letters, digits, hyphens and slashes for the folder, such as notices/2026.");
        }

        var judged = MediaCheck.Judge(path, content);
        if (judged.Failure is { } refusal)
        {
            return refusal;
        }

        var file = await FindAsync(path, cancellationToken);

        // Whatever is here is for everybody: where and with what a photograph was taken is not kept at all.
        var stored = await store.KeepAsync(PictureMetadata.Remove(content), cancellationToken);
        if (file?.Sha256 == stored.Sha256)
        {
            return file;
        }

        if (file is null)
        {
            db.Add(file = MediaFile.At(path));
        }

        file.Put(judged.Value.ContentType, stored, user.Id, user.Name, clock.GetUtcNow().UtcDateTime);
        unitOfWork.AfterCommit(table.Forget);
        return file;
    }

    public void Describe(MediaFile file, Platform.Text.LocalizedText? alternativeText)
    {
        if (file.AlternativeText != alternativeText)
        {
            file.Describe(alternativeText);
            unitOfWork.AfterCommit(table.Forget);
        }
    }
}
