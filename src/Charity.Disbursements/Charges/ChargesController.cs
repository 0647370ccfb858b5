using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Disbursements.Charges;

/// <summary>Where money for the administration is proposed, booked and declined.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ChargesController : CharityController
{
    [HttpGet("/manage/charges")]
    public Task<IActionResult> Index(string? state, Guid? after) => ShowAsync(new ListCharges(state, after));

    [HttpGet("/manage/charges/new")]
    public Task<IActionResult> New(string? fund) => ShowAsync(new ShowNewCharge(fund));

    [HttpPost("/manage/charges")]
    public Task<IActionResult> New([FromForm] ProposeCharge form) => SaveAsync(
        form, "The charge was proposed. Another person books it.", charge => $"/manage/charges/{charge}", () => ShowAsync(new ShowNewCharge(form.Fund, form), nameof(New)));

    [HttpGet("/manage/charges/{id:guid}")]
    public Task<IActionResult> Show(Guid id) => ShowAsync(new ShowCharge(id));

    [HttpPost("/manage/charges/{id:guid}/moves")]
    public Task<IActionResult> Move(Guid id, [FromForm] string? trigger, [FromForm] int version, [FromForm] string? note) =>
        SaveAsync(new MoveCharge(id, trigger, version, note), "Saved.", $"/manage/charges/{id}", () => ShowAsync(new ShowCharge(id), nameof(Show)));
}
