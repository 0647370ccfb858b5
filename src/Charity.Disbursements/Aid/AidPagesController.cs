using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Disbursements.Aid;

/// <summary>Aid as everybody sees it, and the page where a person looks up their own.</summary>
internal sealed class AidPagesController : CharityController
{
    [HttpGet("/aid"), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
    public Task<IActionResult> Index() => ShowAsync(new ListPublicAid());

    /// <summary>The answer is shown at once and nowhere kept: neither in an address nor in a cache.</summary>
    [HttpPost("/aid"), EnableRateLimiting(RateLimits.SignIn), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
    public async Task<IActionResult> LookUp([FromForm] string? code, [FromForm] string? lastFour)
    {
        var answer = await SendAsync(new LookUpAid(code, lastFour));
        if (answer.Failure is null)
        {
            return View("Answer", answer.Value);
        }

        if (!FormCanShow(answer.Failure))
        {
            return Refuse(answer.Failure);
        }

        AddErrors(answer.Failure);
        ViewData["Code"] = code;
        return await ShowAsync(new ListPublicAid(), nameof(Index));
    }

    [HttpGet("/aid/{slug}"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Show(string slug, int? before) => ShowAsync(new ShowPublicAidProgramme(slug, before));

    [HttpGet("/aid/{slug}/{number:int}"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> List(string slug, int number, int after) => ShowAsync(new ShowPublicAidList(slug, number, after));
}
