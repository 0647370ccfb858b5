using Charity.Platform.Files;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Ventures.Submissions;

/// <summary>The organisation's pages about its submissions.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class SubmissionsController : CharityController
{
    /// <summary>The largest honest form is a budget of 100 lines; ten thousand have to be refused in words, so they have to be read.</summary>
    private const int MostValues = 100_000;

    [HttpGet("/workspace/submissions")]
    public Task<IActionResult> Index() => ShowAsync(new ListMySubmissions());

    [HttpGet("/calls/{slug}/apply")]
    public Task<IActionResult> Apply(string slug) => ApplyFormAsync(new BeginSubmission { Slug = slug });

    [HttpPost("/calls/{slug}/apply"), EnableRateLimiting(RateLimits.Giving)]
    public async Task<IActionResult> Apply(string slug, [FromForm] BeginSubmission form)
    {
        var begun = await SendAsync(form with { Slug = slug });
        if (begun.Failure is not { } failure)
        {
            return LocalRedirect($"/workspace/submissions/{begun.Value}/parts/1");
        }

        if (!FormCanShow(failure))
        {
            return Refuse(failure);
        }

        AddErrors(failure);
        return await ApplyFormAsync(form with { Slug = slug });
    }

    [HttpGet("/workspace/submissions/{id:guid}")]
    public Task<IActionResult> Overview(Guid id) => ShowAsync(new ShowSubmission(id));

    [HttpGet("/workspace/submissions/{id:guid}/print")]
    public Task<IActionResult> Print(Guid id) => ShowAsync(new ShowSubmission(id));

    [HttpPost("/workspace/submissions/{id:guid}/moves")]
    public Task<IActionResult> Move(Guid id, [FromForm] string? trigger, [FromForm] int version, [FromForm] string? note) => SaveAsync(
        new MoveSubmission(id, trigger, version, note),
        trigger switch
        {
            SubmissionProcess.Submit => "It was handed in. You find its number and the promised day below.",
            SubmissionProcess.Withdraw => "It was withdrawn.",
            _ => "The draft was discarded.",
        },
        $"/workspace/submissions/{id}",
        () => ShowAsync(new ShowSubmission(id), nameof(Overview)));

    /// <param name="part">From 1, as people count.</param>
    [HttpGet("/workspace/submissions/{id:guid}/parts/{part:int}")]
    public Task<IActionResult> Part(Guid id, int part) => ShowAsync(new ShowPart(id, part - 1));

    /// <summary>Saves a part: on the button, or by itself while somebody types, which gets back only what follows from it.</summary>
    [HttpPost("/workspace/submissions/{id:guid}/parts/{part:int}"), RequestFormLimits(ValueCountLimit = MostValues), RequestSizeLimit(8 * 1024 * 1024)]
    public async Task<IActionResult> Part(Guid id, int part, [FromForm] string? token, [FromForm] string? title, [FromForm] string? next)
    {
        var isByItself = Request.Headers.ContainsKey("X-Autosave");
        var saved = await SendAsync(new SavePart(id, part - 1, token, title, Request.Form));
        if (saved.Failure is not { } failure)
        {
            return isByItself ? PartialView("Live", saved.Value)
                : next == "rows" ? View("Part", saved.Value)
                : LocalRedirect(next == "next" && part < saved.Value.Form.Sections.Count ? $"/workspace/submissions/{id}/parts/{part + 1}" : $"/workspace/submissions/{id}");
        }

        if (isByItself || !FormCanShow(failure))
        {
            return isByItself ? StatusCode(StatusOf(failure), T.Say(failure)) : Refuse(failure);
        }

        AddErrors(failure);
        var typed = await SendAsync(new ShowTypedPart(id, part - 1, title, Request.Form, failure.Code == SubmissionFailures.PartChanged.Code));
        return typed.Failure is { } gone ? Refuse(gone) : View("Part", typed.Value);
    }

    [HttpGet("/workspace/submissions/{id:guid}/files/{file:guid}")]
    public Task<IActionResult> File(Guid id, Guid file) => FileAsync(new OpenSubmissionFile(id, file));

    [HttpPost("/workspace/submissions/{id:guid}/parts/{part:int}/files/{code}"), AcceptsAttachments]
    public async Task<IActionResult> AddFile(Guid id, int part, string code, IFormFile? file)
    {
        await using var content = file?.OpenReadStream() ?? Stream.Null;
        return await SaveAsync(
            new AddSubmissionFile(id, code, file?.FileName ?? string.Empty, content), "The document was added.", _ => $"/workspace/submissions/{id}/parts/{part}", () => ShowAsync(new ShowPart(id, part - 1), nameof(Part)));
    }

    [HttpPost("/workspace/submissions/{id:guid}/parts/{part:int}/files/{code}/{file:guid}/remove")]
    public async Task<IActionResult> RemoveFile(Guid id, int part, string code, Guid file)
    {
        if ((await SendAsync(new RemoveSubmissionFile(id, code, file))).Failure is { } failure)
        {
            return Refuse(failure);
        }

        Tell("The document was removed.");
        return LocalRedirect($"/workspace/submissions/{id}/parts/{part}");
    }

    [HttpGet("/workspace/submissions/{id:guid}/comparison")]
    public Task<IActionResult> Compare(Guid id, [FromQuery] Guid? from, [FromQuery] Guid? to) => ShowAsync(new CompareVersions(id, from, to));

    [HttpPost("/workspace/submissions/{id:guid}/versions/{version:guid}/restore")]
    public async Task<IActionResult> Restore(Guid id, Guid version)
    {
        if ((await SendAsync(new RestoreVersion(id, version))).Failure is { } failure)
        {
            return Refuse(failure);
        }

        Tell("The earlier state is back; what stood there before is kept among the versions.");
        return LocalRedirect($"/workspace/submissions/{id}");
    }

    private static int StatusOf(Failure failure) => failure.Kind switch
    {
        FailureKind.Conflict => StatusCodes.Status409Conflict,
        FailureKind.NotFound => StatusCodes.Status404NotFound,
        FailureKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        FailureKind.Forbidden => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private async Task<IActionResult> ApplyFormAsync(BeginSubmission form)
    {
        var page = await SendAsync(new ShowApply(form.Slug));
        if (page.Failure is { } failure)
        {
            return Refuse(failure);
        }

        ViewData["Page"] = page.Value;
        return View(nameof(Apply), form);
    }
}
