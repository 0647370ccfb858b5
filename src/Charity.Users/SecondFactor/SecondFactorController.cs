using Charity.Platform.Requests;
using Charity.Platform.Web;
using Charity.Users.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Users.SecondFactor;

[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class SecondFactorController : CharityController
{
    [HttpGet("/account/second-factor")]
    public Task<IActionResult> Index(string? returnUrl)
    {
        ViewData["ReturnUrl"] = returnUrl;
        return ShowAsync(new ShowSecondFactor());
    }

    [HttpPost("/account/second-factor/begin")]
    public async Task<IActionResult> Begin(string? returnUrl) => (await SendAsync(new BeginSecondFactor())).Failure is { } failure
        ? Refuse(failure)
        : RedirectToAction(nameof(SetUp), new { returnUrl });

    [HttpGet("/account/second-factor/set-up")]
    public Task<IActionResult> SetUp(string? returnUrl) => SetUpAsync(returnUrl);

    [HttpPost("/account/second-factor/set-up")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> SetUp(EnableSecondFactor request, string? returnUrl)
    {
        var result = await SendAsync(request);
        if (result.Failure is not { } failure)
        {
            ViewData["ReturnUrl"] = this.OwnAddress(returnUrl ?? "/account/second-factor");
            return View("RecoveryCodes", result.Value);
        }

        if (failure.Kind != FailureKind.Invalid)
        {
            return Refuse(failure);
        }

        AddErrors(failure);
        return await SetUpAsync(returnUrl);
    }

    [HttpPost("/account/second-factor/recovery-codes")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> RecoveryCodes(MakeRecoveryCodes request)
    {
        var result = await SendAsync(request);
        ViewData["ReturnUrl"] = "/account/second-factor";
        return result.Failure is { } failure ? await AgainAsync(failure) : View("RecoveryCodes", result.Value);
    }

    [HttpPost("/account/second-factor/disable")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Disable(DisableSecondFactor request)
    {
        if ((await SendAsync(request)).Failure is { } failure)
        {
            return await AgainAsync(failure);
        }

        Tell("The second factor is switched off.");
        return RedirectToAction(nameof(Index));
    }

    [HttpGet("/account/second-factor/sign-in")]
    public IActionResult Pass(bool rememberMe, string? returnUrl)
    {
        ViewData["ReturnUrl"] = returnUrl;
        return View(new PassSecondFactor(null, rememberMe));
    }

    [HttpPost("/account/second-factor/sign-in")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Pass(PassSecondFactor request, string? returnUrl)
    {
        if ((await SendAsync(request)).Failure is not { } failure)
        {
            return LocalRedirect(this.OwnAddress(returnUrl));
        }

        if (!FormCanShow(failure))
        {
            return Refuse(failure);
        }

        AddErrors(failure);
        ViewData["ReturnUrl"] = returnUrl;
        return View(request);
    }

    [Authorize]
    [HttpGet("/account/second-factor/confirm")]
    public async Task<IActionResult> Confirm(string? returnUrl)
    {
        var state = await SendAsync(new ShowSecondFactor());
        if (state.Failure is { } failure)
        {
            return Refuse(failure);
        }

        ViewData["ReturnUrl"] = returnUrl;
        return state.Value.IsEnabled ? View(new ConfirmSession((string?)null)) : RedirectToAction(nameof(Index), new { returnUrl });
    }

    [HttpPost("/account/second-factor/confirm")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Confirm(ConfirmSession request, string? returnUrl)
    {
        if ((await SendAsync(request)).Failure is not { } failure)
        {
            return LocalRedirect(this.OwnAddress(returnUrl));
        }

        if (!FormCanShow(failure))
        {
            return Refuse(failure);
        }

        AddErrors(failure);
        ViewData["ReturnUrl"] = returnUrl;
        return View(request);
    }

    private async Task<IActionResult> SetUpAsync(string? returnUrl)
    {
        ViewData["ReturnUrl"] = returnUrl;
        var key = await SendAsync(new ShowAuthenticatorKey());
        return key.Failure switch
        {
            null => View("SetUp", key.Value),
            { Kind: FailureKind.Conflict } => RedirectToAction(nameof(Index), new { returnUrl }),
            var failure => Refuse(failure),
        };
    }

    private async Task<IActionResult> AgainAsync(Failure failure)
    {
        if (!FormCanShow(failure))
        {
            return Refuse(failure);
        }

        AddErrors(failure);
        var state = await SendAsync(new ShowSecondFactor());
        return state.Failure is { } refusal ? Refuse(refusal) : View("Index", state.Value);
    }
}
