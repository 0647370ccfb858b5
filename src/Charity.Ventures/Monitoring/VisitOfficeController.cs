using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Monitoring;

/// <summary>The bureau's visits: the form is made for a telephone and keeps what is typed while there is no network.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class VisitOfficeController : CharityController
{
    [HttpGet("/office/projects/{slug}/visits")]
    public Task<IActionResult> Index(string slug) => ShowAsync(new ShowOfficeVisits(slug));

    [HttpGet("/office/projects/{slug}/visits/new")]
    public Task<IActionResult> New(string slug) => FormAsync(new RecordVisit { Slug = slug, Id = Guid.CreateVersion7() });

    /// <summary>Lies here because a service worker may only look after what lies below its own address.</summary>
    [HttpGet("/office/projects/offline.js")]
    public IActionResult Offline() => File("~/TheAdmin/js/visits-worker.js", "text/javascript");

    [HttpPost("/office/projects/{slug}/visits/new")]
    public Task<IActionResult> New(string slug, [FromForm] RecordVisit form) =>
        SaveAsync(form with { Slug = slug }, "The visit was sent.", $"/office/projects/{slug}/visits?sent={form.Id}", () => FormAsync(form with { Slug = slug }));

    [HttpGet("/office/projects/{slug}/visits/{visit:guid}/files")]
    public Task<IActionResult> Files(string slug, Guid visit) => ShowAsync(new ShowVisitFiles(slug, visit));

    [HttpPost("/office/projects/{slug}/visits/{visit:guid}/files"), AcceptsAttachments]
    public async Task<IActionResult> Add(string slug, Guid visit, IFormFile? file)
    {
        await using var content = file?.OpenReadStream();
        return await SaveAsync(
            new AddVisitFile(slug, visit, file?.FileName ?? string.Empty, content), "The file was added.", _ => $"/office/projects/{slug}/visits/{visit}/files",
            () => ShowAsync(new ShowVisitFiles(slug, visit), nameof(Files)));
    }

    [HttpGet("/office/projects/{slug}/visits/{visit:guid}/files/{file:guid}")]
    public Task<IActionResult> Open(string slug, Guid visit, Guid file) => FileAsync(new OpenVisitFile(slug, visit, file));

    [HttpPost("/office/projects/{slug}/findings/{id:guid}")]
    public Task<IActionResult> Move(string slug, Guid id, [FromForm] string? trigger, [FromForm] int version) =>
        SaveAsync(new MoveFinding(slug, id, trigger, version), "Saved.", $"/office/projects/{slug}/visits", () => ShowAsync(new ShowOfficeVisits(slug), nameof(Index)));

    private async Task<IActionResult> FormAsync(RecordVisit form)
    {
        var page = await SendAsync(new ShowOfficeVisits(form.Slug));
        if (page.Failure is { } failure)
        {
            return Refuse(failure);
        }

        ViewData["Page"] = page.Value;
        return View(nameof(New), form);
    }
}
