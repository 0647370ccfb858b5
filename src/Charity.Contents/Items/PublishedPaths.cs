using System.Collections.Frozen;
using Charity.Platform.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Charity.Contents.Items;

internal sealed record PublishedPath(string Path, string ContentItemId, string Culture, string LocalizationSet)
{
    public string Url => ContentPath.ToUrl(Path);
}

/// <summary>Which paths are content, so that a request for anything else costs no query.</summary>
internal sealed class PublishedPaths(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PublishedPaths> logger) : Remembered<PathTable>(scopes, clock, logger)
{
    protected override PathTable Read(CharityDbContext db) => new(db.Set<ContentItem>()
        .Where(item => item.Path != null)
        .Select(item => new PublishedPath(item.Path!, item.ContentItemId, item.Culture, item.LocalizationSet))
        .ToList());
}

internal sealed class PathTable(IReadOnlyCollection<PublishedPath> published)
{
    private readonly FrozenDictionary<string, PublishedPath> _byPath = published.ToFrozenDictionary(entry => entry.Path, StringComparer.Ordinal);
    private readonly ILookup<string, PublishedPath> _bySet = published.ToLookup(entry => entry.LocalizationSet, StringComparer.Ordinal);

    public PublishedPath? Find(string? path) => _byPath.GetValueOrDefault(ContentPath.Normalise(path));

    /// <summary>The item in all its languages, itself included.</summary>
    public IEnumerable<PublishedPath> InEveryLanguage(PublishedPath entry) => _bySet[entry.LocalizationSet].DistinctBy(translation => translation.Culture);
}

/// <summary>Lets a route match only where there is published content: <c>{**path:content}</c>.</summary>
internal sealed class ContentRouteConstraint(PublishedPaths paths) : IRouteConstraint
{
    public const string Name = "content";

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        routeDirection == RouteDirection.IncomingRequest && IsPublished(values[routeKey] as string);

    private bool IsPublished(string? path)
    {
        try
        {
            return paths.Value.Find(path) is not null;
        }
        catch (Exception)
        {
            // Asked about every address, the error page's and the style sheets' included: none of them may fail because this cannot be told.
            return false;
        }
    }
}
