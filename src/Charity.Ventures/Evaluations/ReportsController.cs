using Charity.Platform.Files;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Evaluations;

/// <summary>Where the organisation reports.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ReportsController : CharityController
{
    [HttpGet("/workspace/projects/{slug}/reports")]
    public Task<IActionResult> Index(string slug) => ShowAsync(new ShowReports(slug));

    [HttpPost("/workspace/projects/{slug}/reports/{number:int}")]
    public Task<IActionResult> HandIn(string slug, int number, [FromForm] string? text) =>
        SaveAsync(new HandInReport(slug, number, text), "The report was handed in.", $"/workspace/projects/{slug}/reports", () => ShowAsync(new ShowReports(slug), nameof(Index)));

    [HttpPost("/workspace/projects/{slug}/reports/{number:int}/files"), AcceptsAttachments]
    public async Task<IActionResult> Add(string slug, int number, IFormFile? file)
    {
        await using var content = file?.OpenReadStream();
        return await SaveAsync(
            new AddReportFile(slug, number, file?.FileName ?? string.Empty, content), "The file was added.", _ => $"/workspace/projects/{slug}/reports", () => ShowAsync(new ShowReports(slug), nameof(Index)));
    }

    [HttpPost("/workspace/projects/{slug}/reports/{number:int}/files/{file:guid}/remove")]
    public Task<IActionResult> Remove(string slug, int number, Guid file) =>
        SaveAsync(new RemoveReportFile(slug, number, file), "The file was removed.", $"/workspace/projects/{slug}/reports", () => ShowAsync(new ShowReports(slug), nameof(Index)));

    [HttpGet("/workspace/projects/{slug}/reports/{number:int}/files/{file:guid}")]
    public Task<IActionResult> Open(string slug, int number, Guid file) => FileAsync(new OpenReportFile(slug, number, file));

    [HttpPost("/workspace/projects/{slug}/evaluations/{kind}")]
    public Task<IActionResult> Submit(string slug, EvaluationKind kind, [FromForm] int version, [FromForm] string? report) =>
        SaveAsync(new SubmitEvaluation(slug, kind, version, report), "The report was handed in; experts mark it now.", $"/workspace/projects/{slug}/reports", () => ShowAsync(new ShowReports(slug), nameof(Index)));
}
