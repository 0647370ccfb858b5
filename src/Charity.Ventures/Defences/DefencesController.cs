using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Defences;

/// <summary>The bureau's page about the defence days of a call.</summary>
[Admin]
internal sealed class DefencesController : CharityController
{
    [HttpGet("/office/calls/{slug}/defences")]
    public Task<IActionResult> Index(string slug) => ShowAsync(new ShowDefences(slug));

    [HttpPost("/office/calls/{slug}/defences")]
    public Task<IActionResult> Plan(string slug, [FromForm] PlanDefence form)
    {
        ViewData["Plan"] = form;
        return SaveAsync(form with { Slug = slug }, "The day is laid out. Look at it, then publish the timetable.", Page(slug), () => AgainAsync(slug));
    }

    [HttpPost("/office/calls/{slug}/defences/{day:guid}/removal")]
    public Task<IActionResult> Drop(string slug, Guid day, [FromForm] int version) => SaveAsync(new DropDefence(slug, day, version), "The day was taken back.", Page(slug), () => AgainAsync(slug));

    [HttpPost("/office/calls/{slug}/defences/{day:guid}/publication")]
    public Task<IActionResult> Publish(string slug, Guid day, [FromForm] int version) =>
        SaveAsync(new PublishDefence(slug, day, version), "The timetable is published; applicants and jurors are told.", Page(slug), () => AgainAsync(slug));

    [HttpPost("/office/calls/{slug}/defences/{day:guid}/withdrawal")]
    public Task<IActionResult> Withdraw(string slug, Guid day, [FromForm] int version, [FromForm] string? reason)
    {
        ViewData["Withdrawal"] = (day, reason);
        return SaveAsync(new WithdrawDefence(slug, day, version, reason), "The timetable is withdrawn; applicants and jurors are told.", Page(slug), () => AgainAsync(slug));
    }

    [HttpPost("/office/calls/{slug}/defences/slots/{slot:guid}/lock")]
    public Task<IActionResult> Lock(string slug, Guid slot, [FromForm] bool isApplicantAbsent, [FromForm] int version) =>
        SaveAsync(new LockDefence(slug, slot, isApplicantAbsent, version), "The scores are locked.", Page(slug), () => AgainAsync(slug));

    private static string Page(string slug) => $"/office/calls/{slug}/defences";

    private Task<IActionResult> AgainAsync(string slug) => ShowAsync(new ShowDefences(slug), nameof(Index));
}
