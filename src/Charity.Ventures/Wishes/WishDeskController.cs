using Charity.Platform.Files;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Wishes;

/// <summary>The pages of those who post wishes, and of who checks them.</summary>
[Admin]
internal sealed class WishDeskController(TimeProvider clock) : CharityController
{
    [HttpGet("/manage/wishes")]
    public Task<IActionResult> Mine(string? state, Guid? after) => ShowAsync(new ListMyCommunitiesWishes(state, after), "Index");

    [HttpGet("/office/wishes")]
    public Task<IActionResult> Office(string? state, Guid? after) => ShowAsync(new ListOfficeWishes(state, after), "Index");

    [HttpGet("/manage/wishes/new")]
    public Task<IActionResult> New() => ShowAsync(new ShowWishForm(Guid.CreateVersion7(clock.GetUtcNow())), "Form");

    [HttpGet("/manage/wishes/{id:guid}/edit")]
    public Task<IActionResult> Edit(Guid id) => ShowAsync(new ShowWishForm(id), "Form");

    [HttpPost("/manage/wishes/{id:guid}/edit")]
    public Task<IActionResult> Edit(Guid id, [FromForm] KeepWish form)
    {
        var typed = form with { Id = id };
        return SaveAsync(typed, "Saved. Now send it to be checked.", $"/manage/wishes/{id}", () => FormAsync(typed));
    }

    [HttpGet("/manage/wishes/{id:guid}"), HttpGet("/office/wishes/{id:guid}")]
    public Task<IActionResult> Show(Guid id) => ShowAsync(new ShowWishDesk(id));

    [HttpPost("/manage/wishes/{id:guid}/moves"), HttpPost("/office/wishes/{id:guid}/moves")]
    public Task<IActionResult> Move(Guid id, [FromForm] string trigger, [FromForm] int version, [FromForm] string? note)
    {
        var place = Request.Path.StartsWithSegments("/office") ? "/office/wishes" : "/manage/wishes";
        return SaveAsync(new MoveWish(id, trigger, version, note), "The wish's state was changed.", $"{place}/{id}", () => ShowAsync(new ShowWishDesk(id), nameof(Show)));
    }

    [HttpPost("/manage/wishes/{id:guid}/fulfilment"), AcceptsAttachments]
    public async Task<IActionResult> Fulfil(Guid id, [FromForm] int version, [FromForm] string? thanks, [FromForm] bool hasConsent, IFormFile? file)
    {
        await using var content = file?.OpenReadStream();
        ViewData["Thanks"] = thanks;
        return await SaveAsync(
            new FulfilWish(id, version, thanks, hasConsent, file?.FileName ?? string.Empty, content), "The wish is fulfilled. Whoever brought it is thanked by mail.", _ => $"/manage/wishes/{id}",
            () => ShowAsync(new ShowWishDesk(id), nameof(Show)));
    }

    private async Task<IActionResult> FormAsync(KeepWish typed)
    {
        var form = await SendAsync(new ShowWishForm(typed.Id));
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
