using Charity.Platform.Files;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Charity.Ventures.Needs;

internal sealed class NeedsController : CharityController
{
    // The area comes from the query: the route has one of its own, the module.
    [HttpGet("/needs"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Index([FromQuery] string? area, [FromQuery] string? category, Guid? after) => ShowAsync(new ListNeeds(area, category, after));

    [HttpGet("/needs/matching"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Matching([FromQuery] string? area, [FromQuery] string? category) => ShowAsync(new ShowMatching(area, category));

    [HttpGet("/needs/{slug}"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Show(string slug) => ShowAsync(new ShowNeed(slug));

    [HttpGet("/needs/{slug}/photos/{id:guid}")]
    public Task<IActionResult> Photo(string slug, Guid id) => FileAsync(new OpenNeedPhoto(slug, id), showPictures: true);
}
