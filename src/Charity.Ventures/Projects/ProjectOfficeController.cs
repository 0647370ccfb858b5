using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Projects;

/// <summary>The bureau's pages about projects.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ProjectOfficeController : CharityController
{
    [HttpGet("/office/projects")]
    public Task<IActionResult> Index(string? call, string? state, int? year, Guid? after) => ShowAsync(new ListOfficeProjects(call, state, year, after));

    [HttpGet("/office/projects/{slug}")]
    public Task<IActionResult> Show(string slug) => ShowAsync(new ShowOfficeProject(slug));

    [HttpPost("/office/projects/{slug}/moves")]
    public Task<IActionResult> Move(string slug, [FromForm] string? trigger, [FromForm] int version, [FromForm] string? reason) =>
        SaveAsync(new MoveProject(slug, trigger, version, reason), "The project's state was changed.", $"/office/projects/{slug}", () => ShowAsync(new ShowOfficeProject(slug), nameof(Show)));
}
