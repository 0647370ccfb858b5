using Charity.Contents.Contracts;
using Charity.Contents.Items;
using Charity.Contents.Pages;
using Charity.Contents.Types;
using Charity.Platform.Data;
using Charity.Platform.Settings;
using Microsoft.EntityFrameworkCore;

namespace Charity.Contents.Search;

/// <summary>Finds published content: titles first, then the newest.</summary>
internal sealed class ContentSearch(CharityDbContext db, ISettingsStore settings) : ISearchSource
{
    public int Order => 100;

    public async Task<IReadOnlyList<SearchHit>> FindAsync(SearchWords words, int count, CancellationToken cancellationToken)
    {
        var definitions = await settings.GetAsync<ContentDefinitions>(cancellationToken);
        var items = db.PublishedFor(ContentCultures.OfReader);
        foreach (var pattern in words.Patterns)
        {
            items = items.Where(item => EF.Functions.Like(item.SearchText, pattern, SearchWords.Escape));
        }

        var found = await items.NewestFirst(after: null).Take(count).ToListAsync(cancellationToken);
        return [.. found
            .OrderByDescending(item => words.Match(item.DisplayText))
            .Select(item => new SearchHit(
                definitions.Find(item.ContentType)?.DisplayName ?? item.ContentType,
                item.DisplayText,
                ContentPath.ToUrl(item.Path!),
                MarkdownText.ToPlain(item.Markdown)))];
    }
}
