using Charity.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Platform.Web;

/// <summary>Switches the language and comes back to the same page.</summary>
[ApiExplorerSettings(IgnoreApi = true)]
internal sealed class CultureController : Controller
{
    [HttpGet("/culture/{culture}")]
    public IActionResult Switch(string culture, string? returnUrl)
    {
        if (LocalizationServices.Cultures.FirstOrDefault(known => known.Equals(culture, StringComparison.OrdinalIgnoreCase)) is { } chosen)
        {
            Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen)), new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = Request.IsHttps,
            });
        }

        return LocalRedirect(Url.Own(returnUrl, "/"));
    }
}
