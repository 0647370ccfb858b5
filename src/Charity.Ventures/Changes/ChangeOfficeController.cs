using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Changes;

/// <summary>Where the bureau decides changes.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ChangeOfficeController : CharityController
{
    [HttpGet("/office/projects/{slug}/changes")]
    public Task<IActionResult> Index(string slug) => ShowAsync(new ShowOfficeChanges(slug));

    [HttpPost("/office/projects/{slug}/changes/{id:guid}")]
    public Task<IActionResult> Decide(string slug, Guid id, [FromForm] string? trigger, [FromForm] int version, [FromForm] string? answer) => SaveAsync(
        new DecideChange(slug, id, trigger, version, answer), "The change was decided. If it is approved, offer the agreement anew.", $"/office/projects/{slug}/changes",
        () => ShowAsync(new ShowOfficeChanges(slug), nameof(Index)));
}
