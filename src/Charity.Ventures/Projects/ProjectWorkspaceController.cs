using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Projects;

/// <summary>The organisation's own projects.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ProjectWorkspaceController : CharityController
{
    [HttpGet("/workspace/projects")]
    public Task<IActionResult> Index() => ShowAsync(new ListMyProjects());

    [HttpGet("/workspace/projects/{slug}")]
    public Task<IActionResult> Show(string slug) => ShowAsync(new ShowMyProject(slug));
}
