using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Evaluations;

/// <summary>Where experts mark reports.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class AssessmentsController : CharityController
{
    [HttpGet("/review/evaluations")]
    public Task<IActionResult> Index() => ShowAsync(new ListMyAssessments());

    [HttpGet("/review/evaluations/{id:guid}")]
    public Task<IActionResult> Show(Guid id) => ShowAsync(new ShowAssessment(id));

    [HttpPost("/review/evaluations/{id:guid}")]
    public Task<IActionResult> Show(Guid id, [FromForm] List<int> points, [FromForm] string? comment) =>
        SaveAsync(new MarkReport(id, points, comment), "Thank you. Your marks were handed in.", "/review/evaluations", () => ShowAsync(new ShowAssessment(id), nameof(Show)));
}
