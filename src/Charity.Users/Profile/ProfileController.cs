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
    public Task<IActionResult> Index(ChangeProfile request) =>
        SaveAsync(request, "Saved.", $"/culture/{request.Culture}?returnUrl=/account/profile", () => ShowAsync(new ShowProfile())); // The page follows the language chosen.

    [Authorize]
    [HttpGet("/account/profile/email")]
    public IActionResult Email() => View(new RequestEmailChange(null, null));

    [HttpPost("/account/profile/email")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public Task<IActionResult> Email(RequestEmailChange request) => SaveAsync(
        request, "We have sent a link to the new address. Until it is opened, your old address stays in use.", "/account/profile", () => Task.FromResult<IActionResult>(View(request)));

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
