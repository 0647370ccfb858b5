using Charity.Platform.Web;
using Charity.Ventures.Activities;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Ventures.Satisfaction;

/// <summary>Five questions without an account.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class SurveyController : CharityController
{
    [HttpGet("/s/{key}")]
    public Task<IActionResult> Show(string key) => ShowAsync(new ShowSurvey(key));

    [HttpPost("/s/{key}"), EnableRateLimiting(RateLimits.Giving)]
    public Task<IActionResult> Show(string key, [FromForm] List<int> answers, [FromForm] string? comment) =>
        SaveAsync(new AnswerSurvey(key, DeviceCookie.Of(HttpContext), answers, comment), "Thank you for your answers.", $"/s/{key}", () => ShowAsync(new ShowSurvey(key), nameof(Show)));
}
