using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace Charity.Contents.Items;

/// <summary>Which paths the site's own pages answer: content there would never be seen.</summary>
internal sealed class SiteRoutes(EndpointDataSource endpoints, ParameterPolicyFactory policies)
{
    public bool Answers(string path) => endpoints.Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Order != int.MaxValue)
        .Any(endpoint => Answers(endpoint.RoutePattern, $"/{path}"));

    /// <summary>A page that answers only some of the paths of its shape (<c>/notices/{slug:regex(…)}</c>) leaves the others to editors.</summary>
    private bool Answers(RoutePattern pattern, string path)
    {
        var values = new RouteValueDictionary();
        return new TemplateMatcher(new RouteTemplate(pattern), []).TryMatch(path, values)
            && pattern.ParameterPolicies.Where(parameter => values.ContainsKey(parameter.Key)).All(parameter => parameter.Value
                .Select(reference => policies.Create(pattern.GetParameter(parameter.Key), reference))
                .OfType<IRouteConstraint>()
                .All(constraint => constraint.Match(null, null, parameter.Key, values, RouteDirection.IncomingRequest)));
    }
}
