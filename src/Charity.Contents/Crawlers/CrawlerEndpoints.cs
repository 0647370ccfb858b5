using System.Globalization;
using System.Xml.Linq;
using Charity.Contents.Contracts;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Contents.Crawlers;

/// <summary>What search engines and browsers ask every site for.</summary>
internal static class CrawlerEndpoints
{
    private static readonly XNamespace Sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";

    /// <summary>The protocol's limit for one file (sitemaps.org).</summary>
    private const int MostPages = 50_000;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/robots.txt", Robots).CacheOutput(OutputCaching.Policy).ExcludeFromDescription();
        endpoints.MapGet("/sitemap.xml", SitemapAsync).CacheOutput(OutputCaching.Policy).ExcludeFromDescription();
        endpoints.MapGet("/favicon.ico", () => Results.Redirect("/Lakeside/img/favicon.svg", permanent: true)).ExcludeFromDescription();
    }

    /// <summary>Personal and staff pages, and tracking pages whose address is their secret, are nobody's search results.</summary>
    private static IResult Robots(SiteAddress address) => Results.Text($"""
        User-agent: *
        Disallow: /account
        Disallow: /manage
        Disallow: /office
        Disallow: /admin
        Disallow: /donations/
        Disallow: /search
        Disallow: /culture/

        Sitemap: {address.Of("/sitemap.xml")}

        """);

    private static async Task<IResult> SitemapAsync(IEnumerable<ISitemapSource> sources, SiteAddress address, CancellationToken cancellationToken)
    {
        var pages = new List<SitemapPage>();
        foreach (var source in sources)
        {
            pages.AddRange(await source.PagesAsync(cancellationToken));
        }

        var document = new XElement(
            Sitemap + "urlset",
            new XAttribute(XNamespace.Xmlns + "xhtml", Xhtml),
            pages.Take(MostPages).Select(page => new XElement(
                Sitemap + "url",
                new XElement(Sitemap + "loc", address.Of(page.Url)),
                page.ChangedUtc is { } changed ? new XElement(Sitemap + "lastmod", changed.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)) : null,
                page.Alternates.Select(alternate => new XElement(
                    Xhtml + "link",
                    new XAttribute("rel", "alternate"),
                    new XAttribute("hreflang", alternate.Key),
                    new XAttribute("href", address.Of(alternate.Value)))))));
        return Results.Text($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{document}", "application/xml");
    }
}
