using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Charity.Platform.Web;

internal static class HeadRequests
{
    /// <summary>
    /// Answers HEAD as GET without the body (RFC 9110, section 9.3.2): those who watch whether the site is up ask this way, and pages
    /// are routed for GET only. The server leaves the body out by the method that came in.
    /// </summary>
    public static IApplicationBuilder UseHeadRequests(this IApplicationBuilder site) => site.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    });
}
