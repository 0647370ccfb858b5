using Charity.Platform.Exports;
using Charity.Platform.Files;
using Charity.Platform.Web;
using Charity.Ventures.Advice;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Screening;

/// <summary>The office's pages about what was handed in.</summary>
[Admin]
internal sealed class ScreeningController : CharityController
{
    [HttpGet("/office/calls/{slug}/submissions")]
    public async Task<IActionResult> Index(string slug, [FromQuery] string? state, [FromQuery] int? after, [FromQuery] string? format)
    {
        if (format is null)
        {
            return await ShowAsync(new ListSubmissions(slug, string.IsNullOrEmpty(state) ? null : state, after));
        }

        var chosen = ExportFile.FormatOf(format);
        if (chosen.Failure is { } unknown)
        {
            return Refuse(unknown);
        }

        var table = await SendAsync(new ExportSubmissions(slug, string.IsNullOrEmpty(state) ? null : state));
        return table.Failure is { } failure ? Refuse(failure) : new ExportFile(table.Value, chosen.Value, $"{T["Submissions"]} {slug}");
    }

    /// <summary>What would become of the chosen ones, or what became of them.</summary>
    [HttpPost("/office/calls/{slug}/submissions/admission")]
    public async Task<IActionResult> Admit(string slug, [FromForm] IReadOnlyList<Guid> ids, [FromForm] bool confirmed)
    {
        var rows = await SendAsync(new AdmitSubmissions(ids, IsPreview: !confirmed));
        if (rows.Failure is { } failure)
        {
            return Refuse(failure);
        }

        ViewData["Slug"] = slug;
        ViewData["IsDone"] = confirmed;
        return View(rows.Value);
    }

    /// <summary>The one with a number, for the way from one to the next.</summary>
    [HttpGet("/office/calls/{slug}/submissions/{number:int}")]
    public async Task<IActionResult> Numbered(string slug, int number)
    {
        var id = await SendAsync(new FindSubmission(slug, number));
        return id.Failure is { } failure ? Refuse(failure) : LocalRedirect($"/office/submissions/{id.Value}");
    }

    [HttpGet("/office/submissions/{id:guid}")]
    public Task<IActionResult> Show(Guid id) => ShowAsync(new ShowScreening(id));

    [HttpPost("/office/submissions/{id:guid}/moves")]
    public Task<IActionResult> Move(Guid id, [FromForm] ScreenSubmission form)
    {
        ViewData["Typed"] = form;
        return SaveAsync(form with { Id = id }, "It is done; the organisation is told by mail.", $"/office/submissions/{id}", () => ShowAsync(new ShowScreening(id), nameof(Show)));
    }

    [HttpPost("/office/submissions/{id:guid}/rules")]
    public Task<IActionResult> Decide(Guid id, [FromForm] DecideRule form)
    {
        ViewData["TypedRule"] = form;
        return SaveAsync(form with { Id = id }, "The decision is written down.", $"/office/submissions/{id}#rules", () => ShowAsync(new ShowScreening(id), nameof(Show)));
    }

    [HttpPost("/office/submissions/{id:guid}/advice")]
    public Task<IActionResult> Advise(Guid id, [FromForm] int section, [FromForm] string? text) =>
        SaveAsync(new WriteAdvice(id, section, text), "Saved.", $"/office/submissions/{id}#advice", () => ShowAsync(new ShowScreening(id), nameof(Show)));

    [HttpGet("/office/submissions/{id:guid}/comparison")]
    public Task<IActionResult> Compare(Guid id, [FromQuery] Guid? from, [FromQuery] Guid? to) => ShowAsync(new CompareHandedIn(id, from, to));

    [HttpGet("/office/submissions/{id:guid}/files/{file:guid}")]
    public Task<IActionResult> File(Guid id, Guid file) => FileAsync(new OpenHandedInFile(id, file));
}
