using Charity.Platform.Codes;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Charity.Funds.FundPages;

internal sealed class FundPagesController(SiteAddress site) : CharityController
{
    // The area comes from the query: the route has one of its own, the module.
    [HttpGet("/funds"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Index([FromQuery] string? area, string? kind, string? q, string? after) =>
        ShowAsync(new ListFunds(area, kind, q, after));

    [HttpGet("/funds/{slug}"), OutputCache(PolicyName = OutputCaching.Policy)]
    public async Task<IActionResult> Show(string slug)
    {
        var page = await SendAsync(new ShowFund(slug));
        return page.Failure switch
        {
            null => View(page.Value),
            { Kind: FailureKind.NotFound } => await UnknownAsync(slug),
            var failure => Refuse(failure),
        };
    }

    /// <summary>The page of a fund that is not public yet, as it will look, for those who look after it.</summary>
    [HttpGet("/manage/funds/{slug}/preview")]
    public Task<IActionResult> Preview(string slug) => ShowAsync(new PreviewFund(slug), nameof(Show));

    /// <summary>The page's address as a code for posters.</summary>
    [HttpGet("/funds/{slug}/qr.svg"), OutputCache(PolicyName = OutputCaching.Policy)]
    public async Task<IActionResult> Code(string slug)
    {
        var name = await SendAsync(new NameFund(slug));
        return name.Failure is null ? Content(QrCode.Svg(site.Of($"/funds/{slug}"), name.Value.ToString()), QrCode.ContentType) : NotFound();
    }

    private async Task<IActionResult> UnknownAsync(string slug)
    {
        var suggestions = await SendAsync(new SuggestFunds(slug));
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("Unknown", suggestions.Failure is null ? suggestions.Value : []);
    }
}
