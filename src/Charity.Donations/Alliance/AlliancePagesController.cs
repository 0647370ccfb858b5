using Charity.Donations.Tracking;
using Charity.Platform.Codes;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Donations.Alliance;

/// <summary>The merchant alliance, for everybody; joining it; and the page on which a merchant tells its sales.</summary>
internal sealed class AlliancePagesController(SiteAddress site) : CharityController
{
    // The area comes from the query: the route has one of its own, the module.
    [HttpGet("/alliance"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Index([FromQuery] string? area, Guid? after) => ShowAsync(new ListAlliance(area, after));

    [HttpGet("/alliance/{slug}"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Show(string slug) => ShowAsync(new ShowMerchant(slug));

    /// <summary>The code for the counter: leads to the merchant's page.</summary>
    [HttpGet("/alliance/{slug}/qr.svg"), OutputCache(PolicyName = OutputCaching.Policy)]
    public async Task<IActionResult> Code(string slug)
    {
        var page = await SendAsync(new ShowMerchant(slug));
        return page.Failure is null ? Content(QrCode.Svg(site.Of($"/alliance/{slug}"), page.Value.Merchant.Name.ToString()), QrCode.ContentType) : NotFound();
    }

    [HttpGet("/alliance/{slug}/photos/{id:guid}")]
    public Task<IActionResult> Photo(string slug, Guid id) => FileAsync(new OpenMerchantPhoto(slug, id), showPictures: true);

    [HttpGet("/alliance/join")]
    public Task<IActionResult> Join() => ShowAsync(new ShowJoinForm());

    [HttpPost("/alliance/join"), EnableRateLimiting(RateLimits.Report)]
    public Task<IActionResult> Join([FromForm] ApplyToAlliance form) => SaveAsync(form, "Thank you. We look at it and write to you.", "/alliance", async () =>
    {
        var page = await SendAsync(new ShowJoinForm());
        return page.Failure is { } failure ? Refuse(failure) : View(nameof(Join), page.Value with { Typed = form });
    });

    [HttpGet("/alliance/{slug}/settle/{key}")]
    public Task<IActionResult> Settle(string slug, string key)
    {
        Response.KeepPrivate();
        return ShowAsync(new ShowSales(slug, key));
    }

    [HttpPost("/alliance/{slug}/settle/{key}"), EnableRateLimiting(RateLimits.Report)]
    public Task<IActionResult> Settle(string slug, string key, [FromForm] DateOnly? month, [FromForm] string? basis)
    {
        Response.KeepPrivate();
        return SaveAsync(new TellSales(slug, key, month, basis), "Thank you. What it comes to is below, and on its way to you by mail.", $"/alliance/{slug}/settle/{key}", async () =>
        {
            var page = await SendAsync(new ShowSales(slug, key));
            return page.Failure is { } failure ? Refuse(failure) : View(nameof(Settle), page.Value with { Typed = basis });
        });
    }
}
