using Charity.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Users.Profile;

internal sealed class ProfileController : CharityController
{
    [HttpGet("/account/profile")]
    public Task<IActionResult> Index() => ShowAsync(new ShowProfile());

    [HttpPost("/account/profile")]
    public async Task<IActionResult> Index(ChangeProfile request)
    {
        if ((await SendAsync(request)).Failure is not { } failure)
        {
            Tell("Saved.");

            // The page follows the language chosen.
            return LocalRedirect($"/culture/{request.Culture}?returnUrl=/account/profile");
        }

        if (!FormCanShow(failure))
        {
            return Refuse(failure);
        }

        AddErrors(failure);
        return await ShowAsync(new ShowProfile());
    }

    [Authorize]
    [HttpGet("/account/profile/email")]
    public IActionResult Email() => View(new RequestEmailChange(null, null));

    [HttpPost("/account/profile/email")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Email(RequestEmailChange request)
    {
        if ((await SendAsync(request)).Failure is not { } failure)
        {
            Tell("We have sent a link to the new address. Until it is opened, your old address stays in use.");
            return RedirectToAction(nameof(Index));
        }

        if (!FormCanShow(failure))
        {
            return Refuse(failure);
        }

        AddErrors(failure);
        return View(request);
    }

    [HttpPost("/account/profile/sign-out-everywhere")]
    public async Task<IActionResult> EndOthers()
    {
        if ((await SendAsync(new SignOutEverywhere())).Failure is { } failure)
        {
            return Refuse(failure);
        }

        Tell("All other devices have been signed out.");
        return RedirectToAction(nameof(Index));
    }
}
