using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Ventures.Reviewers;

/// <summary>A reviewer's pages about themself.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class PoolController : CharityController
{
    [HttpGet("/review/invitations/{token}")]
    public Task<IActionResult> Invitation(string token) => ShowAsync(new ShowReviewerInvitation(token));

    [HttpPost("/review/invitations/{token}"), EnableRateLimiting(RateLimits.SignIn)]
    public Task<IActionResult> Accept(string token) =>
        SaveAsync(new AcceptReviewerInvitation(token), "Welcome to the pool. Please say what you know, and what binds you to organisations.", "/review/profile", () => ShowAsync(new ShowReviewerInvitation(token), nameof(Invitation)));

    [HttpGet("/review/profile")]
    public Task<IActionResult> Profile() => ShowAsync(new ShowProfile());

    [HttpPost("/review/profile")]
    public Task<IActionResult> Profile([FromForm] EditProfile form) => SaveAsync(form, "Saved.", "/review", async () =>
    {
        var now = await SendAsync(new ShowProfile());
        return now.Failure is { } failure ? Refuse(failure) : View(now.Value with { Form = form });
    });

    [HttpGet("/review/interests")]
    public Task<IActionResult> Interests() => ShowAsync(new ListInterests());

    [HttpPost("/review/interests"), EnableRateLimiting(RateLimits.Report)]
    public Task<IActionResult> Interests([FromForm] DeclareInterest form)
    {
        ViewData["Form"] = form;
        return SaveAsync(form, "Your declaration was kept. Nothing of this organisation's is shown to you any more.", "/review/interests", () => ShowAsync(new ListInterests()));
    }
}
