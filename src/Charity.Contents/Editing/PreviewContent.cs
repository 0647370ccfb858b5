using Charity.Contents.Items;
using Charity.Contents.Pages;
using Charity.Contents.Types;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Contents.Editing;

/// <summary>A version as readers would see it; the latest one when none is named.</summary>
[Requires(Permissions.ManageContent)]
internal sealed record PreviewContent(string ContentItemId, string? VersionId) : IQuery<ContentPage>;

internal sealed class PreviewContentHandler(CharityDbContext db, ISettingsStore settings) : IRequestHandler<PreviewContent, Result<ContentPage>>
{
    public async Task<Result<ContentPage>> Handle(PreviewContent request, CancellationToken cancellationToken)
    {
        var item = await db.Set<ContentItem>().AsNoTracking().FirstOrDefaultAsync(
            item => item.ContentItemId == request.ContentItemId && (request.VersionId == null ? item.Latest : item.ContentItemVersionId == request.VersionId),
            cancellationToken);
        return item is null
            ? Failure.NotFound("no_such_version", "There is no such version.")
            : ContentPage.Of(item, await settings.GetAsync<ContentDefinitions>(cancellationToken), []);
    }
}
