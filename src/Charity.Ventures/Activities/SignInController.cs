using System.Security.Cryptography;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Ventures.Activities;

/// <summary>What people reach from a code on a poster or a certificate, without an account.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class SignInController : CharityController
{
    [HttpGet("/a/{key}")]
    public Task<IActionResult> Show(string key) => ShowAsync(new ShowSignIn(key));

    [HttpPost("/a/{key}"), EnableRateLimiting(RateLimits.Giving)]
    public Task<IActionResult> Show(string key, [FromForm] string? name, [FromForm] string? digits) =>
        SaveAsync(new SignInToActivity(key, DeviceCookie.Of(HttpContext), name, digits), "You are signed in. Thank you for coming.", $"/a/{key}", () => ShowAsync(new ShowSignIn(key), nameof(Show)));

    [HttpGet("/volunteering")]
    public IActionResult Find(string? code) => string.IsNullOrWhiteSpace(code) ? View() : Redirect($"/volunteering/{Uri.EscapeDataString(code.Trim())}");

    [HttpGet("/volunteering/{code}"), EnableRateLimiting(RateLimits.Search)]
    public Task<IActionResult> Certificate(string code) => ShowAsync(new VerifyCertificate(code));
}

/// <summary>
/// A random value that tells one device from another, where something may be done once and nobody has an account. Somebody who deletes it is another
/// device: what it guards is guarded by more than it.
/// </summary>
internal static class DeviceCookie
{
    private const string Name = "charity-device";

    /// <summary>Necessary for what the visitor has just asked for, so it needs no consent; kept for a year.</summary>
    public static string Of(HttpContext http)
    {
        if (http.Request.Cookies[Name] is { Length: 32 } known && known.All(char.IsAsciiHexDigit))
        {
            return known;
        }

        var fresh = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        http.Response.Cookies.Append(Name, fresh, new CookieOptions
        {
            HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), Path = "/",
        });
        return fresh;
    }
}
