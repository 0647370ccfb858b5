using Charity.Contents.Contracts;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Contents.Search;

/// <summary>Looks for words in everything public that modules offer.</summary>
[Anybody]
internal sealed record SearchSite(string? Typed) : IQuery<SearchPage>
{
    /// <summary>Finds shown of each module.</summary>
    public const int MostPerSource = 20;
}

internal sealed record SearchPage(SearchWords Words, IReadOnlyList<SearchGroup> Groups)
{
    public int Count => Groups.Sum(group => group.Hits.Count);
}

/// <param name="HasMore">There were more finds than are shown.</param>
internal sealed record SearchGroup(string Kind, IReadOnlyList<SearchHit> Hits, bool HasMore);

internal sealed class SearchSiteHandler(IEnumerable<ISearchSource> sources) : IRequestHandler<SearchSite, Result<SearchPage>>
{
    public async Task<Result<SearchPage>> Handle(SearchSite request, CancellationToken cancellationToken)
    {
        var words = SearchWords.Of(request.Typed);
        var groups = new List<SearchGroup>();
        if (words.IsEmpty)
        {
            return new SearchPage(words, groups);
        }

        foreach (var source in sources.OrderBy(source => source.Order))
        {
            var hits = await source.FindAsync(words, SearchSite.MostPerSource + 1, cancellationToken);
            var hasMore = hits.Count > SearchSite.MostPerSource;
            groups.AddRange(hits.Take(SearchSite.MostPerSource).GroupBy(hit => hit.Kind, (kind, found) => new SearchGroup(kind, [.. found], hasMore)));
        }

        return new SearchPage(words, groups);
    }
}
