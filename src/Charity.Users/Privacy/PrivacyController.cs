using Charity.Platform.Requests;
using Charity.Platform.Web;
using Charity.Users.Profile;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Users.Privacy;

internal sealed class PrivacyController : CharityController
{
    [HttpGet("/account/privacy")]
    public Task<IActionResult> Index() => ShowAsync(new ShowProfile());

    [HttpPost("/account/privacy/export")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Export()
    {
        var result = await SendAsync(new ExportMyData());
        return result.Failure is { } failure ? Refuse(failure) : File(result.Value, "application/zip", "my-data.zip");
    }

    [HttpPost("/account/privacy/erase")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Erase(EraseMyAccount request)
    {
        var result = await SendAsync(request);
        if (result.Failure is not { } failure)
        {
            return View("Erased", result.Value);
        }

        if (failure.Kind is not (FailureKind.Invalid or FailureKind.Conflict))
        {
            return Refuse(failure);
        }

        AddErrors(failure);
        return await ShowAsync(new ShowProfile(), "Index");
    }
}
