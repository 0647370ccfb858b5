using Charity.Platform.Files;
using Charity.Platform.Web;
using Charity.Ventures.Activities;
using Charity.Ventures.Agreements;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Charity.Ventures.Projects;

/// <summary>Projects for everybody.</summary>
internal sealed class ProjectsController : CharityController
{
    [HttpGet("/projects"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Index(string? call, int? year, string? state, Guid? after) =>
        // A parameter named area would be given the module's name, which is an area to MVC.
        ShowAsync(new ListProjects(call, HttpContext.Request.Query["area"], year, state, after));

    [HttpGet("/projects/{slug}"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Show(string slug) => ShowAsync(new ShowProject(slug));

    [HttpGet("/projects/{slug}/agreement"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Agreement(string slug) => ShowAsync(new ShowPublicAgreement(slug));

    [HttpGet("/projects/{slug}/photos/{activity:guid}/{photo:guid}")]
    public Task<IActionResult> Photo(string slug, Guid activity, Guid photo) => FileAsync(new OpenPhoto(slug, activity, photo), showPictures: true);
}
