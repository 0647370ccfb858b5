namespace Charity.Contents.Contracts;

/// <summary>One find of the site's search.</summary>
/// <param name="Kind">What it is (<c>Fund</c>); English text, the key of its translation.</param>
/// <param name="Text">A text about it without markup, of any length; the page shows the part around the words.</param>
public sealed record SearchHit(string Kind, string Title, string Url, string Text);

/// <summary>A module's share of <c>/search</c>. Only what everybody may see.</summary>
public interface ISearchSource
{
    /// <summary>Where the group stands on the page; content is 100.</summary>
    int Order { get; }

    /// <summary>At most <paramref name="count"/> finds that hold every word, best first, in the reader's language.</summary>
    Task<IReadOnlyList<SearchHit>> FindAsync(SearchWords words, int count, CancellationToken cancellationToken);
}
