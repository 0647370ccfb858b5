using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Charity.Contents.Media;

/// <summary>Serves <c>/media/{path}</c>. A file cannot become a page of ours: SVG is sandboxed, what is no picture is a download, and nothing is guessed.</summary>
internal static class MediaEndpoint
{
    private const string FilePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/media/{**path}", [HttpMethods.Get, HttpMethods.Head], Serve).ExcludeFromDescription();

    private static IResult Serve(string? path, HttpContext context, MediaTable table, MediaStore store)
    {
        if (path is null || !table.Value.TryGetValue(path, out var file) || !File.Exists(store.PathOf(file.Sha256)))
        {
            return Results.NotFound();
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = FilePolicy;

        // Only the address with the right version may be kept for ever; the bare one must be asked for again.
        headers.CacheControl = context.Request.Query["v"] == file.Tag ? "public, max-age=31536000, immutable" : "no-cache";
        var isPicture = MediaKind.IsPictureType(file.ContentType);
        headers.ContentDisposition = new ContentDispositionHeaderValue(isPicture ? "inline" : "attachment") { FileNameStar = Path.GetFileName(path) }.ToString();
        return Results.File(store.PathOf(file.Sha256), file.ContentType, entityTag: new EntityTagHeaderValue($"\"{file.Sha256[..16]}\""), enableRangeProcessing: true);
    }
}
