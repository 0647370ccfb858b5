using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Monitoring;

/// <summary>What the organisation sees of visits, and where it answers findings.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class VisitsController : CharityController
{
    [HttpGet("/workspace/projects/{slug}/visits")]
    public Task<IActionResult> Index(string slug) => ShowAsync(new ShowVisits(slug));

    [HttpPost("/workspace/projects/{slug}/findings/{id:guid}")]
    public Task<IActionResult> Answer(string slug, Guid id, [FromForm] int version, [FromForm] string? answer) =>
        SaveAsync(new AnswerFinding(slug, id, version, answer), "Thank you. The bureau looks at it.", $"/workspace/projects/{slug}/visits", () => ShowAsync(new ShowVisits(slug), nameof(Index)));
}
