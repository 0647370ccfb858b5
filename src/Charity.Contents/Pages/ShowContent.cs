using Charity.Contents.Items;
using Charity.Contents.Types;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Contents.Pages;

/// <summary>The published content at a path.</summary>
[Anybody]
internal sealed record ShowContent(string Path) : IQuery<ContentPage>;

/// <param name="Alternates">The page in every language it has, as culture and address; itself included.</param>
internal sealed record ContentPage(
    string ContentType, string TypeName, string Title, string Markdown, string Summary, string Culture, DateTime? PublishedUtc, DateTime ModifiedUtc, IReadOnlyList<KeyValuePair<string, string>> Alternates)
{
    public static ContentPage Of(ContentItem item, ContentDefinitions definitions, IReadOnlyList<KeyValuePair<string, string>> alternates) => new(
        item.ContentType,
        definitions.Find(item.ContentType)?.DisplayName ?? item.ContentType,
        item.DisplayText,
        item.Markdown,
        item.Summary,
        item.Culture,
        item.PublishedUtc,
        item.ModifiedUtc,
        alternates);

    /// <summary>The list the page belongs to, or null.</summary>
    public ContentList? List => ContentList.Of(ContentType);

    /// <summary>True when the page changed on a later day than it was published.</summary>
    public bool WasChanged => PublishedUtc is { } published && ModifiedUtc - published > TimeSpan.FromDays(1);
}

internal sealed class ShowContentHandler(CharityDbContext db, PublishedPaths paths, ISettingsStore settings) : IRequestHandler<ShowContent, Result<ContentPage>>
{
    public async Task<Result<ContentPage>> Handle(ShowContent request, CancellationToken cancellationToken)
    {
        var table = paths.Value;
        var entry = table.Find(request.Path);
        var item = entry is null ? null : await db.Set<ContentItem>().AsNoTracking().FirstOrDefaultAsync(item => item.Path == entry.Path, cancellationToken);
        if (entry is null || item is null)
        {
            return Failure.NotFound("no_such_page", "There is no page at this address.");
        }

        var alternates = table.InEveryLanguage(entry).OrderBy(alternate => alternate.Culture, StringComparer.Ordinal).Select(alternate => KeyValuePair.Create(alternate.Culture, alternate.Url));
        return ContentPage.Of(item, await settings.GetAsync<ContentDefinitions>(cancellationToken), [.. alternates]);
    }
}
