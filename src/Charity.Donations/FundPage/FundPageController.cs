using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Charity.Donations.FundPage;

/// <summary>The public list of a fund's gifts.</summary>
internal sealed class FundPageController : CharityController
{
    private const int PageLength = 30;

    [HttpGet("/funds/{slug}/gifts")]
    [OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Gifts(string slug, string? after) => ShowAsync(new ListPublicGifts(slug, after, PageLength));
}
