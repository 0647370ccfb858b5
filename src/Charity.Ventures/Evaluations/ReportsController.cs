using Charity.Platform.Web;
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

    [HttpPost("/workspace/projects/{slug}/evaluations/{kind}")]
    public Task<IActionResult> Submit(string slug, EvaluationKind kind, [FromForm] int version, [FromForm] string? report) =>
        SaveAsync(new SubmitEvaluation(slug, kind, version, report), "The report was handed in; experts mark it now.", $"/workspace/projects/{slug}/reports", () => ShowAsync(new ShowReports(slug), nameof(Index)));
}
