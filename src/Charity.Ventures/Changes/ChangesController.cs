using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Changes;

/// <summary>Where the organisation asks for changes.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ChangesController : CharityController
{
    [HttpGet("/workspace/projects/{slug}/changes")]
    public Task<IActionResult> Index(string slug) => ShowAsync(new ShowChanges(slug));

    [HttpPost("/workspace/projects/{slug}/changes")]
    public Task<IActionResult> Ask(string slug, [FromForm] ChangeKind kind, [FromForm] string? reason, [FromForm] DateOnly? runsUntil, [FromForm] string? less, [FromForm] List<string?> amounts) => SaveAsync(
        new RequestChange(slug, kind, reason, runsUntil, amounts) { Less = less }, "The bureau was asked for the change.", $"/workspace/projects/{slug}/changes", () => ShowAsync(new ShowChanges(slug), nameof(Index)));
}
