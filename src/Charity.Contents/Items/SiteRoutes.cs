using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Charity.Contents.Items;

/// <summary>Which paths the site's own pages answer: content there would never be seen.</summary>
internal sealed class SiteRoutes(EndpointDataSource endpoints)
{
    public bool Answers(string path) => endpoints.Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Order != int.MaxValue)
        .Any(endpoint => new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch($"/{path}", []));
}
