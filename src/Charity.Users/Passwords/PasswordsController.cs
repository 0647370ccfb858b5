using Charity.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Users.Passwords;

internal sealed class PasswordsController : CharityController
{
    [HttpGet("/account/forgot-password")]
    public IActionResult Forgot(string? email) => View(new RequestPasswordReset(email));

    [HttpPost("/account/forgot-password")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Forgot(RequestPasswordReset request)
    {
        if ((await SendAsync(request)).Failure is { } failure)
        {
            AddErrors(failure);
            return View(request);
        }

        return RedirectToAction(nameof(Sent));
    }

    [HttpGet("/account/forgot-password/sent")]
    public IActionResult Sent() => View();

    [HttpGet("/account/reset-password")]
    public IActionResult Reset(Guid userId, string? code) => View(new ResetPassword(userId, code, null));

    [HttpPost("/account/reset-password")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Reset(ResetPassword request)
    {
        if ((await SendAsync(request)).Failure is { } failure)
        {
            AddErrors(failure);
            return View(request);
        }

        Tell("Your new password is set. Please sign in with it.");
        return LocalRedirect("/account/sign-in");
    }

    [Authorize]
    [HttpGet("/account/profile/password")]
    public IActionResult Change() => View(new ChangePassword(null, null));

    [HttpPost("/account/profile/password")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public Task<IActionResult> Change(ChangePassword request) => SaveAsync(
        request, "Your password has been changed. Other devices have been signed out.", "/account/profile", () => Task.FromResult<IActionResult>(View(request)));
}
