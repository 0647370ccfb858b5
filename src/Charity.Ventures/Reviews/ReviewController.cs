using Charity.Platform.Files;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using Charity.Ventures.Reviewers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Ventures.Reviews;

/// <summary>A reviewer's pages about submissions.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ReviewController : CharityController
{
    [HttpGet("/review")]
    public Task<IActionResult> Index([FromQuery] DateOnly? day, [FromQuery] Guid? after, [FromQuery] bool done) => ShowAsync(new ListMyReviews(day, after, done));

    [HttpPost("/review/calls/{slug}")]
    public Task<IActionResult> Answer(string slug, [FromForm] AnswerCallInvitation form) =>
        SaveAsync(form with { Slug = slug }, "Your answer was kept.", "/review", () => ShowAsync(new ListMyReviews(null, null, false), nameof(Index)));

    [HttpGet("/review/{id:guid}")]
    public Task<IActionResult> Show(Guid id) => ShowAsync(new ShowReview(id));

    /// <param name="then"><c>next</c> goes on to the next one, <c>look</c> to the second look before handing in.</param>
    [HttpPost("/review/{id:guid}")]
    public async Task<IActionResult> Save(Guid id, [FromForm] SaveReview form, [FromForm] string? then)
    {
        var typed = form with { Id = id };
        return await SaveAsync(typed, "Saved.", await AfterSavingAsync(id, then), () =>
        {
            // What was typed stays; saving it once more replaces the other window's version knowingly.
            ModelState.Remove(nameof(form.Revision));
            ViewData["Typed"] = typed;
            return ShowAsync(new ShowReview(id), nameof(Show));
        });
    }

    /// <summary>For the page's script: the same, answered with the revision that the next save is made on.</summary>
    [HttpPost("/review/{id:guid}/autosave")]
    public async Task<IActionResult> Autosave(Guid id, [FromForm] SaveReview form)
    {
        if (!ModelState.IsValid)
        {
            return UnprocessableEntity(new { message = T["This could not be understood. Please type it again."].Value });
        }

        return (await SendAsync(form with { Id = id })).Failure is { } failure
            ? StatusCode(failure.Kind == FailureKind.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict, new { message = T.Say(failure) })
            : Ok(new { revision = form.Revision + 1 });
    }

    [HttpGet("/review/{id:guid}/hand-in")]
    public Task<IActionResult> Look(Guid id) => ShowAsync(new ShowReview(id));

    [HttpPost("/review/{id:guid}/hand-in")]
    public async Task<IActionResult> HandIn(Guid id, [FromForm] int revision)
    {
        var result = await SendAsync(new HandInReview(id, revision));
        if (result.Failure is { } failure)
        {
            if (!FormCanShow(failure))
            {
                return Refuse(failure);
            }

            AddErrors(failure with { Fields = [] });
            return await ShowAsync(new ShowReview(id), nameof(Look));
        }

        Tell("Your review is handed in and stays as it is.");
        return Redirect($"/review/{id}/discussion");
    }

    [HttpGet("/review/{id:guid}/files/{file:guid}")]
    public Task<IActionResult> File(Guid id, Guid file) => FileAsync(new OpenReviewFile(id, file));

    [HttpGet("/review/{id:guid}/discussion")]
    public Task<IActionResult> Discussion(Guid id) => ShowAsync(new ShowDiscussion(id));

    [HttpPost("/review/{id:guid}/discussion"), EnableRateLimiting(RateLimits.Report)]
    public Task<IActionResult> Discussion(Guid id, [FromForm] AddRemark form) =>
        SaveAsync(form with { Id = id }, "Your remark stands here for the other reviewers.", $"/review/{id}/discussion", () => ShowAsync(new ShowDiscussion(id)));

    private async Task<string> AfterSavingAsync(Guid id, string? then) => then switch
    {
        "look" => $"/review/{id}/hand-in",
        "next" when (await SendAsync(new FindNextReview(id))) is { Succeeded: true, Value: { } next } => $"/review/{next}",
        "next" => "/review",
        _ => $"/review/{id}",
    };
}
