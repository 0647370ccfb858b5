using Charity.Platform.Files;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Needs;

/// <summary>The pages of those who post needs, and of the office that checks them.</summary>
[Admin]
internal sealed class NeedDeskController(TimeProvider clock) : CharityController
{
    [HttpGet("/manage/needs")]
    public Task<IActionResult> Mine(string? state, Guid? after) => ShowAsync(new ListMyNeeds(state, after), "Index");

    [HttpGet("/office/needs")]
    public Task<IActionResult> Office(string? state, Guid? after) => ShowAsync(new ListOfficeNeeds(state, after), "Index");

    [HttpGet("/manage/needs/new")]
    public Task<IActionResult> New() => ShowAsync(new ShowNeedForm(Guid.CreateVersion7(clock.GetUtcNow())), "Form");

    [HttpGet("/manage/needs/{id:guid}/edit")]
    public Task<IActionResult> Edit(Guid id) => ShowAsync(new ShowNeedForm(id), "Form");

    [HttpPost("/manage/needs/{id:guid}/edit")]
    public Task<IActionResult> Edit(Guid id, [FromForm] KeepNeed form)
    {
        var typed = form with { Id = id };
        return SaveAsync(typed, "Saved. Add the evidence, then send it to the office.", $"/manage/needs/{id}", () => FormAsync(typed));
    }

    [HttpGet("/manage/needs/{id:guid}"), HttpGet("/office/needs/{id:guid}")]
    public Task<IActionResult> Show(Guid id) => ShowAsync(new ShowNeedDesk(id));

    [HttpPost("/manage/needs/{id:guid}/moves"), HttpPost("/office/needs/{id:guid}/moves")]
    public Task<IActionResult> Move(Guid id, [FromForm] string trigger, [FromForm] int version, [FromForm] string? note)
    {
        var place = Request.Path.StartsWithSegments("/office") ? "/office/needs" : "/manage/needs";
        return SaveAsync(new MoveNeed(id, trigger, version, note), "The need's state was changed.", $"{place}/{id}", () => ShowAsync(new ShowNeedDesk(id), nameof(Show)));
    }

    [HttpPost("/manage/needs/{id:guid}/files"), AcceptsAttachments]
    public async Task<IActionResult> AddFile(Guid id, [FromForm] string? purpose, [FromForm] bool hasConsent, IFormFile? file)
    {
        await using var content = file?.OpenReadStream();
        return await SaveAsync(
            new AddEvidence(id, purpose, hasConsent, file?.FileName ?? string.Empty, content), "The file was added.", _ => $"/manage/needs/{id}#files", () => ShowAsync(new ShowNeedDesk(id), nameof(Show)));
    }

    [HttpPost("/manage/needs/{id:guid}/files/{fileId:guid}/remove")]
    public Task<IActionResult> RemoveFile(Guid id, Guid fileId) =>
        SaveAsync(new RemoveEvidence(id, fileId), "The file was removed.", $"/manage/needs/{id}#files", () => ShowAsync(new ShowNeedDesk(id), nameof(Show)));

    [HttpGet("/manage/needs/{id:guid}/files/{fileId:guid}"), HttpGet("/office/needs/{id:guid}/files/{fileId:guid}")]
    public Task<IActionResult> File(Guid id, Guid fileId, bool show) => FileAsync(new OpenEvidence(id, fileId), show);

    private async Task<IActionResult> FormAsync(KeepNeed typed)
    {
        var form = await SendAsync(new ShowNeedForm(typed.Id));
        if (form.Failure is { } failure)
        {
            return Refuse(failure);
        }

        if (Response.StatusCode == StatusCodes.Status409Conflict)
        {
            // Saving once more replaces the other's version knowingly; the hidden revision comes from the model, not from what was posted.
            ModelState.Remove(nameof(typed.Revision));
            ViewData["Conflict"] = true;
            typed = typed with { Revision = form.Value.Typed.Revision };
        }

        return View("Form", form.Value with { Typed = typed });
    }
}
