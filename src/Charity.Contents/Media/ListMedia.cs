using Charity.Contents.Items;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Contents.Media;

/// <summary>The pictures and documents, last uploaded first.</summary>
[Requires(Permissions.ManageMedia)]
internal sealed record ListMedia(string? After) : IQuery<MediaPage>
{
    public const int PageLength = 24;
}

internal sealed record MediaPage(IReadOnlyList<MediaRow> Rows, string? Next, bool IsFirst);

/// <param name="Length">In bytes.</param>
internal sealed record MediaRow(string Path, string ContentType, long Length, LocalizedText? AlternativeText, string UploadedByName, DateTime UploadedUtc, int Version)
{
    public bool IsPicture => MediaKind.IsPictureType(ContentType);
}

internal sealed class ListMediaHandler(CharityDbContext db) : IRequestHandler<ListMedia, Result<MediaPage>>
{
    public async Task<Result<MediaPage>> Handle(ListMedia request, CancellationToken cancellationToken)
    {
        var files = db.Set<MediaFile>().AsNoTracking();
        var after = ListKey.Parse(request.After);
        if (after is not null)
        {
#pragma warning disable CA1309 // Becomes SQL: the database compares.
            files = files.Where(file => file.UploadedUtc < after.AtUtc || (file.UploadedUtc == after.AtUtc && string.Compare(file.Path, after.Id) < 0));
#pragma warning restore CA1309
        }

        var found = await files
            .OrderByDescending(file => file.UploadedUtc).ThenByDescending(file => file.Path)
            .Take(ListMedia.PageLength + 1)
            .Select(file => new MediaRow(file.Path, file.ContentType, file.Length, file.AlternativeText, file.UploadedByName, file.UploadedUtc, file.Version))
            .ToListAsync(cancellationToken);
        var shown = found.Take(ListMedia.PageLength).ToList();
        return new MediaPage(shown, found.Count > shown.Count ? new ListKey(shown[^1].UploadedUtc, shown[^1].Path).ToString() : null, after is null);
    }
}
