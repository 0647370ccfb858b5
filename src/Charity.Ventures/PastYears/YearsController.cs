using Charity.Platform.Exports;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.PastYears;

/// <summary>The bureau's pages that bring in a finished year from its own list: upload, look, confirm.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class YearsController : CharityController
{
    private const string Form = "/office/projects/import";

    [HttpGet(Form)]
    public Task<IActionResult> New(YearTyped typed) => FormAsync(typed);

    [HttpPost(Form), AcceptsAttachments]
    public async Task<IActionResult> New([FromForm] YearTyped typed, IFormFile? file)
    {
        await using var content = file?.OpenReadStream();
        var stored = await SendAsync(new UploadYear(typed.Call, typed.Year, typed.Title, typed.EnglishTitle, file?.FileName ?? string.Empty, content));
        if (stored.Failure is not { } failure)
        {
            return Redirect($"{Form}/{stored.Value}{typed.Query}");
        }

        if (!FormCanShow(failure))
        {
            return Refuse(failure);
        }

        AddErrors(failure);
        return await FormAsync(typed);
    }

    [HttpGet(Form + "/template")]
    public async Task<IActionResult> Template(string? format)
    {
        var (chosen, form) = (ExportFile.FormatOf(format ?? "xlsx"), await SendAsync(new ShowYearForm()));
        if ((chosen.Failure ?? form.Failure) is { } failure)
        {
            return Refuse(failure);
        }

        var table = Table.From(T["Venture projects"], Array.Empty<string>());
        foreach (var column in YearColumn.All)
        {
            table.Text(column.Heading.ToString(), _ => null);
        }

        return new ExportFile(table, chosen.Value, T["Template of a finished year"]);
    }

    [HttpGet(Form + "/{file:guid}")]
    public Task<IActionResult> Preview(Guid file, YearTyped typed) => ShowAsync(new PreviewYear(file, typed.Call, typed.Year, typed.Title, typed.EnglishTitle));

    [HttpGet(Form + "/{file:guid}/rows")]
    public async Task<IActionResult> Rows(Guid file, YearTyped typed, string? format, bool all)
    {
        var chosen = ExportFile.FormatOf(format ?? "xlsx");
        var rows = await SendAsync(new ExportYearRows(file, typed.Call, typed.Year, typed.Title, typed.EnglishTitle, all));
        return (chosen.Failure ?? rows.Failure) is { } failure ? Refuse(failure) : new ExportFile(rows.Value, chosen.Value, T["Rows to be corrected"]);
    }

    [HttpPost(Form + "/{file:guid}")]
    public async Task<IActionResult> Import(Guid file, [FromForm] YearTyped typed, [FromForm] int projects)
    {
        var imported = await SendAsync(new ImportYear(file, typed.Call, typed.Year, typed.Title, typed.EnglishTitle, projects));
        if (imported.Failure is not { } failure)
        {
            Tell("{0} projects were taken over. Compare the sums with the bureau's own.", imported.Value.Projects);
            return Redirect($"/office/projects?call={imported.Value.Slug}");
        }

        if (failure.Kind != FailureKind.Conflict)
        {
            return Refuse(failure);
        }

        AddErrors(failure);
        return await ShowAsync(new PreviewYear(file, typed.Call, typed.Year, typed.Title, typed.EnglishTitle), nameof(Preview));
    }

    private async Task<IActionResult> FormAsync(YearTyped typed)
    {
        var form = await SendAsync(new ShowYearForm());
        if (form.Failure is { } failure)
        {
            return Refuse(failure);
        }

        ViewData["Typed"] = typed;
        return View(nameof(New), form.Value);
    }
}

/// <summary>Which call a list belongs to, as it was typed; goes from page to page in the address.</summary>
internal sealed record YearTyped : IYearTarget
{
    public string? Call { get; init; }
    public int? Year { get; init; }
    public string? Title { get; init; }
    public string? EnglishTitle { get; init; }

    internal string Query => QueryString.Create(new Dictionary<string, string?>
    {
        [nameof(Call)] = Call, [nameof(Year)] = Year?.ToString(System.Globalization.CultureInfo.InvariantCulture), [nameof(Title)] = Title, [nameof(EnglishTitle)] = EnglishTitle,
    }.Where(part => !string.IsNullOrEmpty(part.Value))).ToString();
}
