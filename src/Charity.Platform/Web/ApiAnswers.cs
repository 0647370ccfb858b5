using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Charity.Platform.Web;

/// <summary>What the modules' endpoints share when they answer.</summary>
public static class ApiAnswers
{
    /// <summary>A state's or a kind's own name as JSON writes names: <c>midTermDue</c>.</summary>
    public static string NameOf(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    public static string NameOf<T>(T name) where T : struct, Enum => NameOf(name.ToString());

    /// <summary>An endpoint filter for answers that are for one caller: nobody on the way keeps them.</summary>
    public static ValueTask<object?> KeepPrivateAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "private, no-store";
        return next(context);
    }

    /// <summary>For texts in the reader's language: whoever keeps the answer keeps it by its language.</summary>
    public static IResult Localized<T>(HttpContext context, T body)
    {
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        return Results.Ok(body);
    }

    /// <summary>The same with an ETag; 304 when the caller knows it.</summary>
    /// <param name="same">The body without what differs each time it is read, such as the moment: the same figures are the same answer.</param>
    public static IResult Tagged<T>(HttpContext context, T body, T same)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(same)));
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(hash)[..16]}\"", isWeak: true);
        context.Response.Headers.ETag = tag.ToString();
        var answer = Localized(context, body);
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)) ? Results.StatusCode(StatusCodes.Status304NotModified) : answer;
    }
}
