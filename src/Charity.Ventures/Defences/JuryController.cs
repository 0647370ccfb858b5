using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Defences;

/// <summary>A juror's phone.</summary>
internal sealed class JuryController : CharityController
{
    [HttpGet("/review/defences")]
    public Task<IActionResult> Index() => ShowAsync(new ListMyDefences());

    [HttpGet("/review/defences/{slot:guid}")]
    public Task<IActionResult> Score(Guid slot) => ShowAsync(new ShowMyDefence(slot));

    [HttpPost("/review/defences/{slot:guid}")]
    public Task<IActionResult> Score(Guid slot, [FromForm] ScoreDefence form)
    {
        ViewData["Typed"] = form;
        return SaveAsync(form with { SlotId = slot }, "Saved. You can change it until the scores are locked.", $"/review/defences/{slot}", () => ShowAsync(new ShowMyDefence(slot)));
    }

    [HttpPost("/review/defences/{slot:guid}/leaving")]
    public Task<IActionResult> Leave(Guid slot) =>
        SaveAsync(new LeaveDefence(slot), "It is noted that you leave for this defence.", "/review/defences", () => ShowAsync(new ShowMyDefence(slot), nameof(Score)));
}
