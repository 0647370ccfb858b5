using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Charity.Platform.Web;

/// <summary>A strict policy without inline script or style: what an attacker writes into a page does not run.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
        + "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' https://checkout.stripe.com";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        Set(context.Response.Headers);

        // Once more when the answer begins: an error page is made on a response that was cleared.
        context.Response.OnStarting(headers =>
        {
            Set((IHeaderDictionary)headers);
            return Task.CompletedTask;
        }, context.Response.Headers);
        return next(context);
    });

    /// <summary>What an endpoint has set for itself (a stricter policy for uploaded files) stays.</summary>
    private static void Set(IHeaderDictionary headers)
    {
        headers.TryAdd("Content-Security-Policy", Policy);
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
        headers.TryAdd("Permissions-Policy", "camera=(self), geolocation=(self), microphone=(), payment=(self)");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
    }
}
