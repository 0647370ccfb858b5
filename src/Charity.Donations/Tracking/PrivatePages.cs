using Microsoft.AspNetCore.Http;

namespace Charity.Donations.Tracking;

internal static class PrivatePages
{
    /// <summary>The page's address is its key: search engines leave it out, and other sites are not told of it.</summary>
    public static void KeepPrivate(this HttpResponse response)
    {
        response.Headers["X-Robots-Tag"] = "noindex";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
