using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Evaluations;

/// <summary>The bureau has reports assessed and concludes evaluations.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class EvaluationOfficeController : CharityController
{
    [HttpGet("/office/projects/{slug}/evaluations")]
    public Task<IActionResult> Index(string slug) => ShowAsync(new ShowEvaluations(slug));

    [HttpGet("/office/projects/{slug}/reports/{number:int}/files/{file:guid}")]
    public Task<IActionResult> Open(string slug, int number, Guid file) => FileAsync(new OpenHandedInReportFile(slug, number, file));

    [HttpPost("/office/projects/{slug}/evaluations/{kind}/experts")]
    public Task<IActionResult> Ask(string slug, EvaluationKind kind, [FromForm] string? email) =>
        SaveAsync(new AskExpert(slug, kind, email), "The expert was asked by mail.", $"/office/projects/{slug}/evaluations", () => ShowAsync(new ShowEvaluations(slug), nameof(Index)));

    [HttpPost("/office/projects/{slug}/evaluations/{kind}/moves")]
    public Task<IActionResult> Conclude(string slug, EvaluationKind kind, [FromForm] string? trigger, [FromForm] int version, [FromForm] string? reason) => SaveAsync(
        new ConcludeEvaluation(slug, kind, trigger, version, reason), "Saved.", $"/office/projects/{slug}/evaluations", () => ShowAsync(new ShowEvaluations(slug), nameof(Index)));
}
