using Charity.Contents.Contracts;
using Charity.Contents.Items;
using Charity.Contents.Types;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Contents.Editing;

/// <summary>Saves what an editor wrote as a draft, or publishes it at once.</summary>
[Requires(Permissions.ManageContent)]
internal sealed record SaveContent : ICommand<Result<SavedContent>>
{
    /// <summary>Null for a new item.</summary>
    public string? ContentItemId { get; init; }
    public string ContentType { get; init; } = string.Empty;
    public string? Title { get; init; }
    public string? Path { get; init; }
    public string Culture { get; init; } = ContentCultures.Chinese;

    /// <summary>The item a new one translates, or null.</summary>
    public string? TranslationOf { get; init; }
    public string? Markdown { get; init; }

    /// <summary>The state the editor saw (<see cref="ContentItem.Stamp"/>): nobody overwrites what they have not seen.</summary>
    public string? Stamp { get; init; }
    public bool Publish { get; init; }
}

internal sealed record SavedContent(string ContentItemId, bool IsPublished);

internal sealed class SaveContentValidator : AbstractValidator<SaveContent>
{
    public SaveContentValidator()
    {
        RuleFor(content => content.Title).NotEmpty().Says("title_missing", "Give it a title.")
            .MaximumLength(ContentItem.TitleLength).Says("title_too_long", "A title has at most {0} characters.", ContentItem.TitleLength);
        RuleFor(content => content.Path).NotEmpty().Says("path_missing", "Say where it shall be found, such as notices/spring-report.");
        RuleFor(content => content.Culture).Must(culture => ContentCultures.All.Contains(culture)).Says("culture_unknown", "Choose one of the site's languages.");
        RuleFor(content => content.Markdown).NotEmpty().Says("text_missing", "Write a text.")
            .MaximumLength(MarkdownText.MaximumLength).Says("text_too_long", "A text has at most {0} characters. Divide it into several pages.", MarkdownText.MaximumLength)
            .Must(markdown => !MarkdownText.IsTooDeep(markdown)).Says("text_too_deep", "Quotes or lists are nested too deeply to be shown. Remove some levels.");
    }
}

/// <summary>Writing is one permission, publishing another.</summary>
internal sealed class PublishingNeedsItsPermission(IPermissionService permissions) : IAuthorize<SaveContent>
{
    public async Task<Failure?> AuthorizeAsync(SaveContent request, CancellationToken cancellationToken) =>
        request.Publish ? await permissions.CheckAsync(Permissions.PublishContent, cancellationToken) : null;
}

internal sealed class SaveContentHandler(CharityDbContext db, ContentDesk desk, ISettingsStore settings, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<SaveContent, Result<SavedContent>>
{
    public async Task<Result<SavedContent>> Handle(SaveContent request, CancellationToken cancellationToken)
    {
        var latest = request.ContentItemId is null ? null : await desk.LatestAsync(request.ContentItemId, cancellationToken);
        var type = (await settings.GetAsync<ContentDefinitions>(cancellationToken)).Find(latest?.ContentType ?? request.ContentType);
        if (type is null || (latest is null && (request.ContentItemId is not null || !type.Creatable)))
        {
            return Failure.NotFound("no_such_content", "There is no such content. It may never have been saved.");
        }

        if (latest is not null && latest.Stamp != request.Stamp)
        {
            return Failure.Conflict("changed_meanwhile_by", "{0} saved this page while you were writing. Your text is kept here; compare it with theirs, then save again.", latest.Author);
        }

        var id = latest?.ContentItemId ?? ContentId.New(clock);
        var original = request.TranslationOf is null ? null : await desk.LatestAsync(request.TranslationOf, cancellationToken);
        var parts = Parts(request, type, set: latest?.LocalizationSet ?? original?.LocalizationSet ?? id);
        if (await WhyNotAsync(parts, id, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var item = latest is null ? desk.Begin(id, type.Name, parts, user.Id?.ToString() ?? user.Name, user.Name)
            : latest.Parts == parts ? latest
            : desk.Rewrite(latest, parts, user.Name);
        if (request.Publish && await desk.PublishAsync(item, null, cancellationToken) is { } clash)
        {
            return clash;
        }

        return new SavedContent(id, item.Published);
    }

    private static ContentParts Parts(SaveContent request, ContentType type, string set) => ContentParts.Of(type.Parts.Select(IContentPart (part) => part switch
    {
        nameof(TitlePart) => new TitlePart(PlainText.Clean(request.Title)),
        nameof(AutoroutePart) => new AutoroutePart(ContentPath.Normalise(request.Path)),
        nameof(MarkdownBodyPart) => new MarkdownBodyPart(request.Markdown!.ReplaceLineEndings("\n").Trim('\n')),
        nameof(LocalizationPart) => new LocalizationPart(set, request.Culture),
        _ => throw new InvalidOperationException($"The editor does not know the part {part}."),
    }));

    private async Task<Failure?> WhyNotAsync(ContentParts parts, string id, CancellationToken cancellationToken)
    {
        if (parts.As<AutoroutePart>() is { Path: var path } && await desk.WhyNotAsync(path, id, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var isSaidAlready = parts.As<LocalizationPart>() is var (set, culture)
            && await db.Set<ContentItem>().AnyAsync(item => item.LocalizationSet == set && item.Culture == culture && item.Latest && item.ContentItemId != id, cancellationToken);
        return isSaidAlready ? Failure.Field("Culture", "culture_taken", "This page already exists in that language.") : null;
    }
}
