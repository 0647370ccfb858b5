using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Charity.Platform.Files;

/// <summary>
/// Answers with a private file, for controllers and endpoints alike, and closes it. Whatever somebody uploaded cannot become a page of ours: it is a
/// download under its name (RFC 6266), of the kind it was judged to be, in a sandbox, kept by no cache.
/// </summary>
/// <param name="showPictures">A picture is shown instead of offered, without what its camera wrote into it; for <c>img</c> elements.</param>
public sealed class AttachmentResult(AttachmentContent content, bool showPictures = false) : IActionResult, IResult
{
    public Task ExecuteResultAsync(ActionContext context) => ExecuteAsync(context.HttpContext);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var _ = content;
        var response = httpContext.Response;
        var isShown = showPictures && content.Info.IsPicture;

        // On the way out and not when it is stored: what was handed in stays as it was handed in, and no picture of earlier days is forgotten.
        await using var shown = isShown ? new MemoryStream(PictureMetadata.Remove(await ReadAsync(content.Stream, httpContext.RequestAborted)), writable: false) : content.Stream;
        response.ContentType = content.Info.ContentType;
        response.ContentLength = shown.Length;
        response.Headers.ContentDisposition = Disposition(content.Info, isShown);
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers.CacheControl = "private, no-store";
        response.Headers.AcceptRanges = "none";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await shown.CopyToAsync(response.Body, httpContext.RequestAborted);
        }
    }

    /// <summary>All of it: no upload is larger than <see cref="AttachmentSettings.LargestFile"/>.</summary>
    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static string Disposition(AttachmentInfo info, bool isShown)
    {
        var disposition = new ContentDispositionHeaderValue(isShown ? "inline" : "attachment");
        disposition.SetHttpFileName(info.FileName);
        return disposition.ToString();
    }
}
