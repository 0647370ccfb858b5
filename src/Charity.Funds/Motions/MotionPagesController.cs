using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Charity.Funds.Motions;

/// <summary>The motions of a fund, for everybody.</summary>
internal sealed class MotionPagesController : CharityController
{
    [HttpGet("/funds/{slug}/motions"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Index(string slug, string? after) => ShowAsync(new ListPublicMotions(slug, after));

    [HttpGet("/funds/{slug}/motions/{code}"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Show(string slug, string code) => ShowAsync(new ShowMotion(slug, code));

    [HttpGet("/funds/{slug}/motions/{code}/minutes/{fileId:guid}")]
    public Task<IActionResult> Minutes(string slug, string code, Guid fileId) => FileAsync(new OpenMinutes(slug, code, fileId));
}
