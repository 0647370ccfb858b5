using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Charity.Platform.Files;

/// <summary>
/// Answers with a private file, for controllers and endpoints alike, and closes it. Whatever somebody uploaded cannot become a page of ours: it is a
/// download under its name (RFC 6266), of the kind it was judged to be, in a sandbox, kept by no cache.
/// </summary>
/// <param name="showPictures">A picture is shown instead of offered; for <c>img</c> elements.</param>
public sealed class AttachmentResult(AttachmentContent content, bool showPictures = false) : IActionResult, IResult
{
    public Task ExecuteResultAsync(ActionContext context) => ExecuteAsync(context.HttpContext);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var _ = content;
        var response = httpContext.Response;
        response.ContentType = content.Info.ContentType;
        response.ContentLength = content.Stream.Length;
        response.Headers.ContentDisposition = Disposition(content.Info, showPictures && content.Info.IsPicture);
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers.CacheControl = "private, no-store";
        response.Headers.AcceptRanges = "none";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await content.Stream.CopyToAsync(response.Body, httpContext.RequestAborted);
        }
    }

    private static string Disposition(AttachmentInfo info, bool isShown)
    {
        var disposition = new ContentDispositionHeaderValue(isShown ? "inline" : "attachment");
        disposition.SetHttpFileName(info.FileName);
        return disposition.ToString();
    }
}
