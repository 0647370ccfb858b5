using Charity.Platform.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Platform.Web;

/// <summary>
/// Public pages for visitors who are not signed in, kept for a few seconds per address and language: never older about money than
/// five seconds, and never one person's page shown to another, because a page is kept only when nobody is signed in and it sets
/// no cookie. Use as <c>[OutputCache(PolicyName = OutputCaching.Policy)]</c>.
/// </summary>
public sealed class OutputCaching : IOutputCachePolicy
{
    public const string Policy = "public";

    /// <summary>The promise is five seconds; rendering takes part of them.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(4);

    ValueTask IOutputCachePolicy.CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        var isPublic = (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            && http.User.Identity?.IsAuthenticated != true
            && !http.Request.Headers.ContainsKey("Authorization")
            && !http.Request.Cookies.Keys.Any(name => name.StartsWith(".AspNetCore.Mvc.CookieTempData", StringComparison.Ordinal));
        context.EnableOutputCaching = true;
        context.AllowCacheLookup = context.AllowCacheStorage = isPublic;
        context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = Lifetime;
        context.CacheVaryByRules.QueryKeys = "*";
        context.CacheVaryByRules.VaryByValues["culture"] = System.Globalization.CultureInfo.CurrentUICulture.Name;
        context.CacheVaryByRules.VaryByValues["theme"] = http.RequestServices.GetRequiredService<ISettingsStore>().Peek<ThemeSettings>().Site;
        return ValueTask.CompletedTask;
    }

    ValueTask IOutputCachePolicy.ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    ValueTask IOutputCachePolicy.ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || response.Headers.SetCookie.Count > 0)
        {
            context.AllowCacheStorage = false;
        }

        return ValueTask.CompletedTask;
    }
}
