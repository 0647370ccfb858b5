using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Users.Sessions;

internal sealed class SessionsController : CharityController
{
    [HttpGet("/account/sign-in")]
    public Task<IActionResult> SignIn(string? email, string? returnUrl) => FormAsync(new SignIn(email, null, false), returnUrl);

    [HttpPost("/account/sign-in")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> SignIn(SignIn request, string? returnUrl)
    {
        var result = await SendAsync(request);
        if (result.Failure is { } failure)
        {
            AddErrors(failure);
            return await FormAsync(request, returnUrl);
        }

        return result.Value == SignInStep.SecondFactorNeeded
            ? RedirectToAction("Pass", "SecondFactor", new { request.RememberMe, returnUrl })
            : LocalRedirect(this.OwnAddress(returnUrl));
    }

    [HttpPost("/account/sign-out")]
    public async Task<IActionResult> End()
    {
        await SendAsync(new SignOut());
        return LocalRedirect("/");
    }

    private async Task<IActionResult> FormAsync(SignIn request, string? returnUrl)
    {
        ViewData["ReturnUrl"] = returnUrl;
        ViewData["Accounts"] = (await SendAsync(new ListDemonstrationAccounts())).Value;
        return View("SignIn", request);
    }
}
