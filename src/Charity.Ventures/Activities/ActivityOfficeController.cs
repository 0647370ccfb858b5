using Charity.Platform.Files;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Activities;

/// <summary>The bureau looks activities and vouchers through.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ActivityOfficeController : CharityController
{
    [HttpGet("/office/projects/{slug}/activities")]
    public Task<IActionResult> Index(string slug) => ShowAsync(new ShowOfficeActivities(slug));

    [HttpGet("/office/projects/{slug}/activities/{id:guid}")]
    public Task<IActionResult> Show(string slug, Guid id) => ShowAsync(new ShowOfficeActivity(slug, id));

    [HttpPost("/office/projects/{slug}/activities/{id:guid}/moves")]
    public Task<IActionResult> Judge(string slug, Guid id, [FromForm] string? trigger, [FromForm] int version, [FromForm] string? reason) =>
        SaveAsync(new JudgeActivity(slug, id, trigger, version, reason), "Saved.", $"/office/projects/{slug}/activities", () => ShowAsync(new ShowOfficeActivity(slug, id), nameof(Show)));

    [HttpGet("/office/projects/{slug}/files/{owner:guid}/{file:guid}")]
    public Task<IActionResult> File(string slug, Guid owner, Guid file) => FileAsync(new OpenOfficeFile(slug, owner, file), showPictures: true);
}
