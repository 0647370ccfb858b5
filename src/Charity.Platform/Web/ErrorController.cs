using Charity.Platform.Security;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Platform.Web;

/// <summary>The pages shown when something went wrong. None of them needs the database, because the database may be what went wrong.</summary>
[ApiExplorerSettings(IgnoreApi = true)]
[IgnoreAntiforgeryToken]
internal sealed class ErrorController(ICurrentUser user) : Controller
{
    [Route("/error/{status:int}")]
    public IActionResult Index(int status)
    {
        var exception = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
        var shown = exception is null ? status : DatabaseGone.Is(exception) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
        Response.StatusCode = shown;
        var original = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path;
        return original?.StartsWith("/api/", StringComparison.OrdinalIgnoreCase) == true
            ? Problem(statusCode: shown, extensions: new Dictionary<string, object?> { ["code"] = Code(shown), ["requestId"] = user.RequestId })
            : View(shown >= 500 ? "Broken" : "Error", new ErrorPageModel(shown, null, user.RequestId));
    }

    private static string Code(int status) => status switch
    {
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status429TooManyRequests => "too_many_requests",
        StatusCodes.Status503ServiceUnavailable => "unavailable",
        _ => "error",
    };
}
