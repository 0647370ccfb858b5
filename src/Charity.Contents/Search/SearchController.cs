using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Contents.Search;

internal sealed class SearchController : CharityController
{
    [HttpGet("/search")]
    [EnableRateLimiting(RateLimits.Search)]
    public Task<IActionResult> Index(string? q) => ShowAsync(new SearchSite(q));
}
