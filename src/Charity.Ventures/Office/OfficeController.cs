using Charity.Platform.Requests;
using Charity.Platform.Web;
using Charity.Ventures.Forms;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Office;

/// <summary>The bureau's pages about calls.</summary>
[Admin]
internal sealed class OfficeController : CharityController
{
    /// <summary>The bureau's first page is what there is to do about its calls.</summary>
    [HttpGet("/office")]
    public IActionResult Overview() => Redirect("/office/calls");

    [HttpGet("/office/calls")]
    public Task<IActionResult> Index() => ShowAsync(new ShowOffice());

    [HttpGet("/office/calls/new")]
    public Task<IActionResult> New([FromQuery] string? copyOf) => NewFormAsync(new PlanCall { CopyOf = copyOf });

    [HttpPost("/office/calls/new")]
    public Task<IActionResult> New([FromForm] PlanCall form) =>
        SaveAsync(form, "The call is planned as a draft. Now complete what is missing.", $"/office/calls/{form.Slug}", () => NewFormAsync(form));

    [HttpGet("/office/calls/{slug}")]
    public Task<IActionResult> Desk(string slug) => ShowAsync(new ShowCallDesk(slug));

    [HttpPost("/office/calls/{slug}/moves")]
    public Task<IActionResult> Move(string slug, [FromForm] string trigger, [FromForm] int version, [FromForm] int revision, [FromForm] string? note) =>
        SaveAsync(new MoveCall(slug, trigger, version, revision, note), "The call's state was changed.", $"/office/calls/{slug}", () => ShowAsync(new ShowCallDesk(slug), nameof(Desk)));

    [HttpGet("/office/calls/{slug}/texts")]
    public Task<IActionResult> Texts(string slug) => ShowAsync(new ShowCallTexts(slug));

    [HttpPost("/office/calls/{slug}/texts")]
    public Task<IActionResult> Texts(string slug, [FromForm] EditCallTexts form) => EditAsync(form with { Slug = slug }, new ShowCallTexts(slug), (typed, now) => typed with { Revision = now.Revision }, nameof(Texts));

    [HttpGet("/office/calls/{slug}/money")]
    public Task<IActionResult> Money(string slug) => ShowAsync(new ShowCallMoney(slug));

    [HttpPost("/office/calls/{slug}/money")]
    public Task<IActionResult> Money(string slug, [FromForm] EditCallMoney form) => EditAsync(form with { Slug = slug }, new ShowCallMoney(slug), (typed, now) => typed with { Revision = now.Revision }, nameof(Money));

    [HttpGet("/office/calls/{slug}/review")]
    public Task<IActionResult> Review(string slug) => ShowAsync(new ShowCallReview(slug));

    [HttpPost("/office/calls/{slug}/review")]
    public Task<IActionResult> Review(string slug, [FromForm] EditCallReview form) => EditAsync(form with { Slug = slug }, new ShowCallReview(slug), (typed, now) => typed with { Revision = now.Revision }, nameof(Review));

    [HttpGet("/office/calls/{slug}/timetable")]
    public Task<IActionResult> Timetable(string slug) => ShowAsync(new ShowCallTimetable(slug));

    [HttpPost("/office/calls/{slug}/timetable")]
    public Task<IActionResult> Timetable(string slug, [FromForm] EditCallTimetable form) =>
        EditAsync(form with { Slug = slug }, new ShowCallTimetable(slug), (typed, now) => typed with { Revision = now.Revision }, nameof(Timetable));

    [HttpGet("/office/calls/{slug}/questions")]
    public Task<IActionResult> Questions(string slug) => ShowAsync(new ListQuestions(slug));

    [HttpPost("/office/calls/{slug}/questions/{id:guid}")]
    public Task<IActionResult> Questions(string slug, Guid id, [FromForm] AnswerQuestion form)
    {
        ViewData["Typed"] = form with { Id = id };
        return SaveAsync(form with { Slug = slug, Id = id }, "The answer stands on the call's page.", $"/office/calls/{slug}/questions", () => ShowAsync(new ListQuestions(slug)));
    }

    [HttpPost("/office/calls/{slug}/questions/{id:guid}/dismissal")]
    public Task<IActionResult> Dismiss(string slug, Guid id, [FromForm] int version) =>
        SaveAsync(new DismissQuestion(slug, id, version), "The question was set aside; it is not published.", $"/office/calls/{slug}/questions", () => ShowAsync(new ListQuestions(slug), nameof(Questions)));

    private async Task<IActionResult> NewFormAsync(PlanCall form)
    {
        var calls = await SendAsync(new ListOfficeCalls());
        if (calls.Failure is { } failure)
        {
            return Refuse(failure);
        }

        ViewData["Calls"] = calls.Value;
        return View(nameof(New), form);
    }
}
