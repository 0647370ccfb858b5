using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Charity.Platform.Web;

public static class RequestAddress
{
    /// <summary>The path and query of this site that the visitor asked for, also while the error page is shown in its place.</summary>
    public static string AddressAskedFor(this HttpContext context) => context.Features.Get<IStatusCodeReExecuteFeature>() is { } asked
        ? asked.OriginalPath + asked.OriginalQueryString
        : context.Request.Path + context.Request.QueryString;
}
