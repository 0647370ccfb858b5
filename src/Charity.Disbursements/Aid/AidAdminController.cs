using Charity.Platform.Exports;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Disbursements.Aid;

/// <summary>Where staff bring in lists of people, and see what became of them.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class AidAdminController : CharityController
{
    [HttpGet("/manage/aid")]
    public Task<IActionResult> Index() => ShowAsync(new ListAidProgrammes());

    [HttpGet("/manage/aid/new")]
    public Task<IActionResult> New() => ShowAsync(new ShowAidProgrammeForm(null), "Edit");

    [HttpPost("/manage/aid/new")]
    public Task<IActionResult> New([FromForm] KeepAidProgramme form) => SaveAsync(
        form with { IsNew = true }, "The programme was set up. Now lists can be imported.", $"/manage/aid/{form.Slug}", () => ShowAsync(new ShowAidProgrammeForm(null, form with { IsNew = true }), "Edit"));

    [HttpGet("/manage/aid/{slug}/terms")]
    public Task<IActionResult> Edit(string slug) => ShowAsync(new ShowAidProgrammeForm(slug));

    [HttpPost("/manage/aid/{slug}/terms")]
    public Task<IActionResult> Edit(string slug, [FromForm] KeepAidProgramme form)
    {
        // The form's hidden revision comes from the model, not from what was posted.
        var typed = form with { Slug = slug, IsNew = false };
        return SaveAsync(typed, "Saved.", $"/manage/aid/{slug}", () =>
        {
            ModelState.Remove(nameof(form.Revision));
            return ShowAsync(new ShowAidProgrammeForm(slug, typed), "Edit");
        });
    }

    [HttpGet("/manage/aid/template")]
    public IActionResult Template(string? format)
    {
        var chosen = ExportFile.FormatOf(format ?? "xlsx");
        if (chosen.Failure is { } failure)
        {
            return Refuse(failure);
        }

        var table = Table.From(T["List of aid"], Array.Empty<string>());
        foreach (var column in AidColumn.All)
        {
            table.Text(column.Heading.ToString(), _ => null);
        }

        return new ExportFile(table, chosen.Value, T["Template of a list of aid"]);
    }

    [HttpGet("/manage/aid/{slug}")]
    public Task<IActionResult> Show(string slug) => ShowAsync(new ShowAidProgramme(slug));

    [HttpPost("/manage/aid/{slug}/lists"), AcceptsAttachments]
    public async Task<IActionResult> Import(string slug, [FromForm] string? period, [FromForm] int? people, [FromForm] string? sum, IFormFile? file)
    {
        ModelState.Clear();
        await using var content = file?.OpenReadStream();
        var imported = await SendAsync(new ImportAidList(slug, period, people, sum, file?.FileName ?? string.Empty, content));
        if (imported.Failure is { } failure)
        {
            if (!FormCanShow(failure))
            {
                return Refuse(failure);
            }

            AddErrors(failure);
            return await FormAsync(slug, period, people, sum, null);
        }

        if (imported.Value.Problems is { } problems)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await FormAsync(slug, period, people, sum, problems);
        }

        Tell(imported.Value.WasThere ? "This very file was imported before; this is its list. Nothing was added." : "The list was imported and waits for approval.");
        return Redirect($"/manage/aid/{slug}/lists/{imported.Value.List}");
    }

    [HttpGet("/manage/aid/{slug}/uploads/{file:guid}")]
    public async Task<IActionResult> Problems(string slug, Guid file, string? format)
    {
        var chosen = ExportFile.FormatOf(format ?? "xlsx");
        var table = await SendAsync(new ExportAidProblems(slug, file));
        return (chosen.Failure ?? table.Failure) is { } failure ? Refuse(failure) : new ExportFile(table.Value, chosen.Value, T["List to be corrected"]);
    }

    [HttpGet("/manage/aid/{slug}/lists/{number:int}")]
    public Task<IActionResult> List(string slug, int number, int after) => ShowAsync(new ShowAidList(slug, number, after));

    [HttpPost("/manage/aid/{slug}/lists/{number:int}/moves")]
    public Task<IActionResult> Move(string slug, int number, [FromForm] string? trigger, [FromForm] int version) =>
        SaveAsync(new MoveAidList(slug, number, trigger, version), "Saved.", $"/manage/aid/{slug}/lists/{number}", () => ShowAsync(new ShowAidList(slug, number), nameof(List)));

    [HttpGet("/manage/aid/{slug}/lists/{number:int}/people")]
    public async Task<IActionResult> Export(string slug, int number, string? format)
    {
        var chosen = ExportFile.FormatOf(format);
        var table = await SendAsync(new ExportAidList(slug, number));
        return (chosen.Failure ?? table.Failure) is { } failure ? Refuse(failure) : new ExportFile(table.Value, chosen.Value, T["List {0}", number]);
    }

    [HttpPost("/manage/aid/{slug}/lists/{number:int}/codes")]
    public async Task<IActionResult> Codes(string slug, int number)
    {
        var table = await SendAsync(new ExportAidCodes(slug, number));
        return table.Failure is { } failure ? Refuse(failure) : new ExportFile(table.Value, ExportFormat.Xlsx, T["Codes of list {0}", number]);
    }

    private async Task<IActionResult> FormAsync(string slug, string? period, int? people, string? sum, AidProblems? problems)
    {
        var page = await SendAsync(new ShowAidProgramme(slug));
        if (page.Failure is { } failure)
        {
            return Refuse(failure);
        }

        ViewData["Typed"] = new AidTyped(period, people, sum);
        ViewData["Problems"] = problems;
        return View(nameof(Show), page.Value);
    }
}

/// <summary>What the importer typed, for the form that is shown again.</summary>
internal sealed record AidTyped(string? Period, int? People, string? Sum);
