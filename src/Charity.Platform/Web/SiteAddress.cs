using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Charity.Platform.Web;

/// <summary>
/// Absolute addresses of this site: from <c>Site:BaseUrl</c>; without that setting from the request being answered, or for local use.
/// A public site sets it: mails are written without a request, and a request's host is what the visitor's browser claims.
/// </summary>
public sealed class SiteAddress(IConfiguration configuration, IHttpContextAccessor http)
{
    private const string Local = "http://localhost:5080";

    public string Base => configuration["Site:BaseUrl"] is { Length: > 0 } set ? set.TrimEnd('/')
        : http.HttpContext?.Request is { } request ? $"{request.Scheme}://{request.Host}{request.PathBase}"
        : Local;

    /// <param name="path">Begins with a slash.</param>
    public string Of(string path) => Base + path;
}
