using Charity.Contents.Items;
using Charity.Contents.Types;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Contents.Editing;

/// <summary>The editors' list: every item by its latest version, last changed first.</summary>
[Requires(Permissions.ManageContent)]
internal sealed record ListContentItems(string? Type, string? State, string? After) : IQuery<ContentItemsPage>
{
    public const int PageLength = 30;
}

/// <param name="Types">The types that can be listed, for the filter and the buttons.</param>
internal sealed record ContentItemsPage(
    string? Type, ContentState? State, IReadOnlyList<ContentType> Types, IReadOnlyList<ContentItemRow> Rows, string? Next, bool IsFirst)
{
    public string NameOf(string type) => Types.FirstOrDefault(known => known.Name == type)?.DisplayName ?? type;
}

internal enum ContentState
{
    Published,
    Draft,

    /// <summary>Published, with a draft beside it.</summary>
    Changed,
}

internal sealed record ContentItemRow(
    string ContentItemId, string ContentItemVersionId, string ContentType, string Title, string Culture, ContentState State, string Author, DateTime ModifiedUtc);

internal sealed class ListContentItemsHandler(CharityDbContext db, ISettingsStore settings) : IRequestHandler<ListContentItems, Result<ContentItemsPage>>
{
    public async Task<Result<ContentItemsPage>> Handle(ListContentItems request, CancellationToken cancellationToken)
    {
        var types = (await settings.GetAsync<ContentDefinitions>(cancellationToken)).Types.Where(type => type.Listable).ToList();
        var type = types.Any(known => known.Name == request.Type) ? request.Type : null;
        ContentState? state = Enum.TryParse<ContentState>(request.State, ignoreCase: true, out var chosen) && Enum.IsDefined(chosen) ? chosen : null;
        var after = ListKey.Parse(request.After);
        var found = await Rows(Filter(type, state, [.. types.Select(known => known.Name)]), after).Take(ListContentItems.PageLength + 1).ToListAsync(cancellationToken);
        var shown = found.Take(ListContentItems.PageLength).ToList();
        var next = found.Count > shown.Count ? new ListKey(shown[^1].ModifiedUtc, shown[^1].ContentItemVersionId).ToString() : null;
        return new ContentItemsPage(type, state, types, shown, next, after is null);
    }

    private IQueryable<ContentItem> Filter(string? type, ContentState? state, IReadOnlyList<string> listable)
    {
        var items = db.Set<ContentItem>().AsNoTracking().Where(item => item.Latest);
        items = type is null ? items.Where(item => listable.Contains(item.ContentType)) : items.Where(item => item.ContentType == type);
        return state switch
        {
            null => items,
            ContentState.Published => items.Where(item => item.Published),
            ContentState.Draft => items.Where(item => !item.Published && !db.Set<ContentItem>().Any(other => other.ContentItemId == item.ContentItemId && other.Published)),
            ContentState.Changed => items.Where(item => !item.Published && db.Set<ContentItem>().Any(other => other.ContentItemId == item.ContentItemId && other.Published)),
            _ => throw new InvalidOperationException($"Unknown state {state}."),
        };
    }

    private IQueryable<ContentItemRow> Rows(IQueryable<ContentItem> items, ListKey? after)
    {
        if (after is not null)
        {
#pragma warning disable CA1309 // Becomes SQL: the database compares.
            items = items.Where(item => item.ModifiedUtc < after.AtUtc || (item.ModifiedUtc == after.AtUtc && string.Compare(item.ContentItemVersionId, after.Id) < 0));
#pragma warning restore CA1309
        }

        return items
            .OrderByDescending(item => item.ModifiedUtc).ThenByDescending(item => item.ContentItemVersionId)
            .Select(item => new ContentItemRow(
                item.ContentItemId,
                item.ContentItemVersionId,
                item.ContentType,
                item.DisplayText,
                item.Culture,
                item.Published ? ContentState.Published
                    : db.Set<ContentItem>().Any(other => other.ContentItemId == item.ContentItemId && other.Published) ? ContentState.Changed
                    : ContentState.Draft,
                item.Author,
                item.ModifiedUtc));
    }
}
