using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Ventures.Calls;

internal sealed class CallsController : CharityController
{
    [HttpGet("/calls"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Index() => ShowAsync(new ListCalls());

    [HttpGet("/calls/{slug}"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Show(string slug) => ShowAsync(new ShowCall(slug));

    [HttpGet("/calls/{slug}/questions/new")]
    public Task<IActionResult> Ask(string slug) => AskFormAsync(new AskQuestion { Slug = slug });

    [HttpPost("/calls/{slug}/questions/new"), EnableRateLimiting(RateLimits.Report)]
    public Task<IActionResult> Ask(string slug, [FromForm] AskQuestion form)
    {
        var question = form with { Slug = slug };
        return SaveAsync(question, "Thank you. Your question and its answer will stand on this page.", $"/calls/{slug}", () => AskFormAsync(question));
    }

    private async Task<IActionResult> AskFormAsync(AskQuestion form)
    {
        var call = await SendAsync(new ShowCall(form.Slug));
        if (call.Failure is { } failure)
        {
            return Refuse(failure);
        }

        ViewData["CallTitle"] = call.Value.Title;
        return View(nameof(Ask), form);
    }
}
