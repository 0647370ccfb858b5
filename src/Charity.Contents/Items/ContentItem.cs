using Charity.Contents.Contracts;
using Charity.Contents.Types;
using Charity.Platform.Audit;

namespace Charity.Contents.Items;

/// <summary>
/// One version of a content item, in Orchard's shape: <see cref="ContentItemId"/> is the item across its versions, one version is
/// <see cref="Latest"/>, at most one is <see cref="Published"/>. A draft is the latest version while it is not published; it is
/// changed in place, a published version never is.
/// </summary>
[Audited]
internal sealed class ContentItem
{
    public const int TitleLength = 200;
    public const int SetLength = 200;
    public const int SummaryLength = 160;

    private ContentItem()
    {
    }

    public string ContentItemVersionId { get; private init; } = null!;
    public string ContentItemId { get; private init; } = null!;
    public string ContentType { get; private init; } = null!;
    public string DisplayText { get; private set; } = null!;
    public bool Latest { get; private set; }
    public bool Published { get; private set; }

    /// <summary>When the item, not this version, was begun.</summary>
    public DateTime CreatedUtc { get; private init; }
    public DateTime ModifiedUtc { get; private set; }

    /// <summary>When the item was first published: correcting a notice does not make it a new one.</summary>
    public DateTime? PublishedUtc { get; private set; }

    /// <summary>The id of the account that began the item; what the recipe says where there is none.</summary>
    public string Owner { get; private init; } = null!;

    /// <summary>The name of whoever wrote this version. For staff only.</summary>
    public string Author { get; private set; } = null!;
    public string Culture { get; private set; } = null!;
    public string LocalizationSet { get; private set; } = null!;

    /// <summary>Where the version is served; only while it is published, so that it is unique among the published ones.</summary>
    public string? Path { get; private set; }

    /// <summary>The beginning of the text without markup.</summary>
    public string Summary { get; private set; } = null!;

    [NotAudited]
    public ContentParts Parts { get; private set; } = null!;

    /// <summary>Title and text as the search compares them.</summary>
    [NotAudited]
    public string SearchText { get; private set; } = null!;

    public int Version { get; private set; }

    public bool IsDraft => Latest && !Published;

    /// <summary>The path the version has or will have.</summary>
    public string? PlannedPath => Parts.As<AutoroutePart>()?.Path;

    public string Markdown => Parts.As<MarkdownBodyPart>()?.Markdown ?? string.Empty;

    /// <summary>Names this state of the version: who saves must have seen it.</summary>
    public string Stamp => $"{ContentItemVersionId}.{Version}";

    public static ContentItem Begin(string id, string versionId, string type, ContentParts parts, string owner, string author, DateTime now)
    {
        var item = new ContentItem
        {
            ContentItemId = id,
            ContentItemVersionId = versionId,
            ContentType = type,
            Latest = true,
            CreatedUtc = now,
            Owner = owner,
        };
        item.Write(parts, author, now);
        return item;
    }

    /// <summary>The draft with other content; a published version stays as it is and gets a draft beside it.</summary>
    /// <returns>The version that is now the latest: this one, or a new one to add.</returns>
    public ContentItem Rewrite(string versionId, ContentParts parts, string author, DateTime now)
    {
        if (!Latest)
        {
            throw new InvalidOperationException("Only the latest version can be rewritten.");
        }

        if (!Published)
        {
            Write(parts, author, now);
            return this;
        }

        Latest = false;
        Version++;
        var next = new ContentItem
        {
            ContentItemId = ContentItemId,
            ContentItemVersionId = versionId,
            ContentType = ContentType,
            Latest = true,
            CreatedUtc = CreatedUtc,
            PublishedUtc = PublishedUtc,
            Owner = Owner,
        };
        next.Write(parts, author, now);
        return next;
    }

    /// <summary>Puts the version before the public, in place of the one that was.</summary>
    /// <param name="before">The version published until now, if any.</param>
    /// <param name="firstPublishedUtc">Another date than now or the earlier one, for content brought from elsewhere.</param>
    public void Publish(ContentItem? before, DateTime now, DateTime? firstPublishedUtc = null)
    {
        if (!Latest)
        {
            throw new InvalidOperationException("Only the latest version can be published.");
        }

        before?.Unpublish();
        Published = true;
        PublishedUtc = firstPublishedUtc ?? before?.PublishedUtc ?? PublishedUtc ?? now;
        Path = PlannedPath;
        Version++;
    }

    public void Unpublish()
    {
        Published = false;
        Path = null;
        Version++;
    }

    private void Write(ContentParts parts, string author, DateTime now)
    {
        var localization = parts.As<LocalizationPart>();
        var text = MarkdownText.ToPlain(parts.As<MarkdownBodyPart>()?.Markdown ?? string.Empty);
        Parts = parts;
        DisplayText = parts.As<TitlePart>()?.Title ?? ContentItemId;
        Culture = localization?.Culture ?? ContentCultures.Chinese;
        LocalizationSet = localization?.LocalizationSet ?? ContentItemId;
        Summary = MarkdownText.Shorten(text, SummaryLength);
        SearchText = Contracts.SearchWords.Comparable($"{DisplayText}\n{text}");
        Author = author;
        ModifiedUtc = now;
        Version++;
    }
}
