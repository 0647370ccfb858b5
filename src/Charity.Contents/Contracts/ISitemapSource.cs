namespace Charity.Contents.Contracts;

/// <summary>A public page that search engines should know.</summary>
/// <param name="Url">A path of this site, <c>/funds/meiyuan</c>.</param>
/// <param name="Alternates">The page's other languages, as culture and path; the page itself included. Empty when the address is the same in every language.</param>
public sealed record SitemapPage(string Url, DateTime? ChangedUtc, IReadOnlyList<KeyValuePair<string, string>> Alternates)
{
    public SitemapPage(string url, DateTime? changedUtc = null) : this(url, changedUtc, [])
    {
    }
}

/// <summary>A module's share of <c>/sitemap.xml</c>.</summary>
public interface ISitemapSource
{
    Task<IReadOnlyList<SitemapPage>> PagesAsync(CancellationToken cancellationToken);
}
