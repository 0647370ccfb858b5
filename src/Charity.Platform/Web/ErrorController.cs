using System.Globalization;
using Charity.Platform.Security;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Platform.Web;

/// <summary>The pages shown when something went wrong. None of them needs the database, because the database may be what went wrong.</summary>
[ApiExplorerSettings(IgnoreApi = true)]
[IgnoreAntiforgeryToken]
internal sealed class ErrorController(ICurrentUser user) : Controller
{
    [Route("/error/{status:int}")]
    public IActionResult Index()
    {
        // Not bound: binding reads the form, which may be what could not be read.
        var status = Convert.ToInt32(RouteData.Values["status"], CultureInfo.InvariantCulture);
        var shown = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error switch
        {
            null => status == StatusCodes.Status400BadRequest && IsTooLarge ? StatusCodes.Status413PayloadTooLarge : status,
            BadHttpRequestException refused => refused.StatusCode,
            var exception when DatabaseGone.Is(exception) => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };
        Response.StatusCode = shown;
        var original = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path;
        return original?.StartsWith("/api/", StringComparison.OrdinalIgnoreCase) == true
            ? Problem(statusCode: shown, extensions: new Dictionary<string, object?> { ["code"] = Code(shown), ["requestId"] = user.RequestId })
            : View(shown >= 500 ? "Broken" : "Error", new ErrorPageModel(shown, null, user.RequestId));
    }

    /// <summary>A form that was too large to read has no antiforgery token either, and that is what is noticed first.</summary>
    private bool IsTooLarge => Request.ContentLength > HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;

    private static string Code(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "bad_request",
        StatusCodes.Status413PayloadTooLarge => "too_large",
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status429TooManyRequests => "too_many_requests",
        StatusCodes.Status503ServiceUnavailable => "unavailable",
        _ => "error",
    };
}
