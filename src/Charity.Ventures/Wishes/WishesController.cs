using Charity.Platform.Files;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Ventures.Wishes;

internal sealed class WishesController : CharityController
{
    // The area comes from the query: the route has one of its own, the module.
    [HttpGet("/wishes"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Index([FromQuery] string? area, [FromQuery] string? state, Guid? after) => ShowAsync(new ListWishes(area, state, after));

    [HttpGet("/wishes/{slug}"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Show(string slug) => ShowAsync(new ShowWish(slug));

    [HttpGet("/wishes/{slug}/photo")]
    public Task<IActionResult> Photo(string slug) => FileAsync(new OpenWishPhoto(slug), showPictures: true);

    [HttpGet("/wishes/{slug}/claim"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
    public Task<IActionResult> Claim(string slug) => ShowAsync(new ShowClaimForm(slug));

    [HttpPost("/wishes/{slug}/claim"), EnableRateLimiting(RateLimits.Giving)]
    public Task<IActionResult> Claim(string slug, [FromForm] ClaimWish form)
    {
        var typed = form with { Slug = slug };
        return SaveAsync(typed, "Thank you. The wish is yours: below stands whom to ask and how to hand it over.", "/account/wishes", () => FormAsync(typed));
    }

    /// <summary>The wishes one has taken on.</summary>
    [HttpGet("/account/wishes"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
    public Task<IActionResult> Mine() => ShowAsync(new ListMyClaims());

    [HttpPost("/account/wishes/{slug}/give-back")]
    public Task<IActionResult> GiveBack(string slug) =>
        SaveAsync(new GiveBackWish(slug), "You gave the wish back; it is open to others again.", "/account/wishes", () => ShowAsync(new ListMyClaims(), nameof(Mine)));

    private async Task<IActionResult> FormAsync(ClaimWish typed)
    {
        var form = await SendAsync(new ShowClaimForm(typed.Slug));
        return form.Failure is { } failure ? Refuse(failure) : View(nameof(Claim), form.Value with { Typed = typed });
    }
}
