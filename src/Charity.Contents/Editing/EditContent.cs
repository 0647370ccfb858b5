using Charity.Contents.Items;
using Charity.Contents.Pages;
using Charity.Contents.Types;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Contents.Editing;

/// <summary>The editor for an item; without an id for a new one, which may be the translation of another.</summary>
[Requires(Permissions.ManageContent)]
internal sealed record EditContent(string? ContentItemId, string? ContentType = null, string? TranslationOf = null) : IQuery<ContentEditor>;

/// <summary>The editor's page: what is typed, and what surrounds it.</summary>
/// <param name="Public">Where readers see the item; null while it is not published.</param>
/// <param name="Original">The item a new one translates, or null.</param>
internal sealed record ContentEditor(
    SaveContent Form, ContentType Type, ContentState? State, string? Public, bool MayPublish, IReadOnlyList<TranslationLink> Translations, TranslationLink? Original)
{
    /// <summary>The version that is stored; null for a new item.</summary>
    public SavedVersion? Saved { get; init; }

    /// <summary>What somebody else saved while this was being written; shown beside it.</summary>
    public SavedVersion? Meanwhile { get; init; }
}

/// <summary>The item in another language.</summary>
internal sealed record TranslationLink(string ContentItemId, string Culture, string Title);

internal sealed record SavedVersion(string Author, DateTime ModifiedUtc, string Title, string? Path, string Markdown);

internal sealed class EditContentHandler(CharityDbContext db, ContentDesk desk, ISettingsStore settings, IPermissionService permissions)
    : IRequestHandler<EditContent, Result<ContentEditor>>
{
    private static readonly Failure Unknown = Failure.NotFound("no_such_content", "There is no such content. It may never have been saved.");

    public async Task<Result<ContentEditor>> Handle(EditContent request, CancellationToken cancellationToken)
    {
        var definitions = await settings.GetAsync<ContentDefinitions>(cancellationToken);
        var mayPublish = await permissions.HasAsync(Permissions.PublishContent, cancellationToken);
        if (request.ContentItemId is null)
        {
            return await NewAsync(request, definitions, mayPublish, cancellationToken);
        }

        var item = await desk.LatestAsync(request.ContentItemId, cancellationToken);
        if (item is null || definitions.Find(item.ContentType) is not { } type)
        {
            return Unknown;
        }

        var path = await db.Set<ContentItem>().Where(other => other.ContentItemId == item.ContentItemId && other.Published).Select(other => other.Path).FirstOrDefaultAsync(cancellationToken);
        var form = new SaveContent
        {
            ContentItemId = item.ContentItemId,
            ContentType = item.ContentType,
            Title = item.DisplayText,
            Path = item.PlannedPath,
            Culture = item.Culture,
            Markdown = item.Markdown,
            Stamp = item.Stamp,
        };
        var state = item.Published ? ContentState.Published : path is null ? ContentState.Draft : ContentState.Changed;
        return new ContentEditor(form, type, state, path is null ? null : ContentPath.ToUrl(path), mayPublish, await TranslationsAsync(item.LocalizationSet, item.ContentItemId, cancellationToken), null)
        {
            Saved = new SavedVersion(item.Author, item.ModifiedUtc, item.DisplayText, item.PlannedPath, item.Markdown),
        };
    }

    private async Task<Result<ContentEditor>> NewAsync(EditContent request, ContentDefinitions definitions, bool mayPublish, CancellationToken cancellationToken)
    {
        var original = request.TranslationOf is null ? null : await desk.LatestAsync(request.TranslationOf, cancellationToken);
        if (request.TranslationOf is not null && original is null)
        {
            return Unknown;
        }

        if (definitions.Find(original?.ContentType ?? request.ContentType ?? string.Empty) is not { Creatable: true } type)
        {
            return Failure.NotFound("no_such_type", "There is no such kind of content.");
        }

        var culture = original is null ? ContentCultures.Chinese : ContentCultures.Other(original.Culture);
        var form = new SaveContent
        {
            ContentType = type.Name,
            Culture = culture,
            TranslationOf = original?.ContentItemId,
            Path = original is null ? ListFolder(type) : TranslatedPath(original),
        };
        var link = original is null ? null : new TranslationLink(original.ContentItemId, original.Culture, original.DisplayText);
        return new ContentEditor(form, type, null, null, mayPublish, [], link);
    }

    /// <summary>Notices lie below <c>notices/</c>.</summary>
    private static string? ListFolder(ContentType type) => ContentList.Of(type.Name) is { } list ? $"{list.Url.Trim('/')}/" : null;

    /// <summary>The English page of <c>about</c> is <c>en/about</c>, and the other way round.</summary>
    private static string? TranslatedPath(ContentItem original)
    {
        const string English = "en/";
        var path = original.PlannedPath;
        return path is null ? null : path.StartsWith(English, StringComparison.Ordinal) ? path[English.Length..] : English + path;
    }

    private async Task<IReadOnlyList<TranslationLink>> TranslationsAsync(string set, string exceptId, CancellationToken cancellationToken) => await db.Set<ContentItem>()
        .Where(item => item.LocalizationSet == set && item.Latest && item.ContentItemId != exceptId)
        .OrderBy(item => item.Culture)
        .Select(item => new TranslationLink(item.ContentItemId, item.Culture, item.DisplayText))
        .ToListAsync(cancellationToken);
}
