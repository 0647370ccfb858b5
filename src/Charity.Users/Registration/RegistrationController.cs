using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Users.Registration;

internal sealed class RegistrationController : CharityController
{
    [HttpGet("/account/register")]
    public IActionResult Register() => View(new RegisterUser(null, null, null, false));

    [HttpPost("/account/register")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Register(RegisterUser request)
    {
        if ((await SendAsync(request)).Failure is { } failure)
        {
            AddErrors(failure);
            return View(request);
        }

        return RedirectToAction(nameof(Registered));
    }

    [HttpGet("/account/registered")]
    public IActionResult Registered() => View();

    /// <summary>The link of the mail. It only shows a button: programs that open links in mail to look at them must not confirm anything.</summary>
    [HttpGet("/account/confirm-email")]
    public IActionResult ConfirmEmail(Guid userId, string? code, string? email) => View(new ConfirmEmail(userId, code, email, null));

    [HttpPost("/account/confirm-email")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> ConfirmEmail(ConfirmEmail request)
    {
        if ((await SendAsync(request)).Failure is { } failure)
        {
            AddErrors(failure);
            return View(request);
        }

        Tell("Thank you, the e-mail address is confirmed.");
        return LocalRedirect("/account/sign-in");
    }
}
