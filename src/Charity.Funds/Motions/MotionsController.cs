using Charity.Platform.Files;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Funds.Motions;

/// <summary>The motions of a fund, for its keepers.</summary>
[Admin]
internal sealed class MotionsController(TimeProvider clock) : CharityController
{
    [HttpGet("/manage/funds/{slug}/motions")]
    public Task<IActionResult> Index(string slug, Guid? after) => ShowAsync(new ListMotions(slug, after));

    [HttpGet("/manage/funds/{slug}/motions/new")]
    public Task<IActionResult> New(string slug) => ShowAsync(new ShowMotionForm(slug, Guid.CreateVersion7(clock.GetUtcNow())), "Form");

    [HttpGet("/manage/funds/{slug}/motions/{id:guid}/edit")]
    public Task<IActionResult> Edit(string slug, Guid id) => ShowAsync(new ShowMotionForm(slug, id), "Form");

    [HttpPost("/manage/funds/{slug}/motions/{id:guid}/edit")]
    public Task<IActionResult> Edit(string slug, Guid id, [FromForm] KeepMotion form)
    {
        var typed = form with { Slug = slug, Id = id };
        return SaveAsync(typed, "Saved. Now put the motion to the vote.", $"/manage/funds/{slug}/motions/{id}", () => FormAsync(typed));
    }

    [HttpGet("/manage/funds/{slug}/motions/{id:guid}")]
    public Task<IActionResult> Show(string slug, Guid id) => ShowAsync(new ShowMotionDesk(slug, id));

    [HttpPost("/manage/funds/{slug}/motions/{id:guid}/moves")]
    public Task<IActionResult> Move(string slug, Guid id, [FromForm] string trigger, [FromForm] int version, [FromForm] string? note) => SaveAsync(
        new MoveMotion(slug, id, trigger, version, note), "The motion's state was changed.", $"/manage/funds/{slug}/motions/{id}", () => ShowAsync(new ShowMotionDesk(slug, id), nameof(Show)));

    [HttpGet("/manage/funds/{slug}/motions/{id:guid}/vote")]
    public Task<IActionResult> Vote(string slug, Guid id) => ShowAsync(new ShowVoteForm(slug, id));

    [HttpPost("/manage/funds/{slug}/motions/{id:guid}/vote")]
    public Task<IActionResult> Vote(string slug, Guid id, [FromForm] RecordVote form)
    {
        var typed = form with { Slug = slug, Id = id };
        return SaveAsync(typed, "The vote is recorded and published.", $"/manage/funds/{slug}/motions/{id}", () => VoteFormAsync(typed));
    }

    [HttpPost("/manage/funds/{slug}/motions/{id:guid}/files"), AcceptsAttachments]
    public async Task<IActionResult> AddFile(string slug, Guid id, [FromForm] string? purpose, IFormFile? file)
    {
        await using var content = file?.OpenReadStream();
        return await SaveAsync(
            new AddMotionFile(slug, id, purpose, file?.FileName ?? string.Empty, content), "The file was added.", _ => $"/manage/funds/{slug}/motions/{id}#files",
            () => ShowAsync(new ShowMotionDesk(slug, id), nameof(Show)));
    }

    [HttpPost("/manage/funds/{slug}/motions/{id:guid}/files/{fileId:guid}/remove")]
    public Task<IActionResult> RemoveFile(string slug, Guid id, Guid fileId) => SaveAsync(
        new RemoveMotionFile(slug, id, fileId), "The file was removed.", $"/manage/funds/{slug}/motions/{id}#files", () => ShowAsync(new ShowMotionDesk(slug, id), nameof(Show)));

    [HttpGet("/manage/funds/{slug}/motions/{id:guid}/files/{fileId:guid}")]
    public Task<IActionResult> File(string slug, Guid id, Guid fileId) => FileAsync(new OpenMotionFile(slug, id, fileId));

    private async Task<IActionResult> FormAsync(KeepMotion typed)
    {
        var form = await SendAsync(new ShowMotionForm(typed.Slug, typed.Id));
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

    private async Task<IActionResult> VoteFormAsync(RecordVote typed)
    {
        var form = await SendAsync(new ShowVoteForm(typed.Slug, typed.Id));
        if (form.Failure is { } failure)
        {
            return Refuse(failure);
        }

        // Shown again for another committee than the one typed for, the form begins anew.
        var isSame = typed.Votes.Select(vote => vote.SeatId).SequenceEqual(form.Value.Typed.Votes.Select(vote => vote.SeatId));
        return View("Vote", isSame ? form.Value with { Typed = typed } : form.Value);
    }
}
