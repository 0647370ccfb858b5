using Charity.Platform.Web;
using Charity.Ventures.Notices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Decisions;

/// <summary>The board of a call: decisions prepared, written down, signed and published.</summary>
[Admin]
internal sealed class BoardController : CharityController
{
    [HttpGet("/office/calls/{slug}/board")]
    public Task<IActionResult> Show(string slug, [FromQuery] SelectionRound? round, [FromQuery] TypedLine? line) => ShowAsync(new ShowBoard(slug, round, line));

    [HttpPost("/office/calls/{slug}/board")]
    public Task<IActionResult> Save(string slug, [FromForm] SaveBoard form)
    {
        // What was typed stays in the form, also when a colleague was faster.
        ViewData["Typed"] = form.Rows.DistinctBy(row => row.SubmissionId).ToDictionary(row => row.SubmissionId);
        return SaveAsync(form with { Slug = slug }, "Saved. Nobody but those who decide knows of it.", Back(slug, form.Round), () => ShowAgainAsync(slug, form.Round));
    }

    [HttpPost("/office/calls/{slug}/board/line")]
    public Task<IActionResult> Draw(string slug, [FromForm] DrawLine form) =>
        SaveAsync(form with { Slug = slug }, "Every submission was decided by the line. Single decisions can still be changed.", Back(slug, form.Round), () => ShowAgainAsync(slug, form.Round));

    [HttpPost("/office/calls/{slug}/board/minutes")]
    public Task<IActionResult> Write(string slug, [FromForm] WriteMinutes form)
    {
        ViewData["Meeting"] = form;
        return SaveAsync(form with { Slug = slug }, "The minutes are written. Two people sign them.", Minutes(slug, form.Round), () => ShowAgainAsync(slug, form.Round));
    }

    [HttpGet("/office/calls/{slug}/board/minutes")]
    public Task<IActionResult> Minutes(string slug, [FromQuery] SelectionRound? round, CancellationToken cancellationToken) => ShowAsync(new ShowMinutes(slug, round));

    [HttpPost("/office/calls/{slug}/board/signatures")]
    public Task<IActionResult> Sign(string slug, [FromForm] SelectionRound round, [FromForm] string sha256) =>
        SaveAsync(new SignMinutes(slug, round, sha256), "You have signed the minutes.", Minutes(slug, round), () => ShowAsync(new ShowMinutes(slug, round), nameof(Minutes)));

    [HttpPost("/office/calls/{slug}/board/reopening")]
    public Task<IActionResult> Reopen(string slug, [FromForm] SelectionRound round, [FromForm] int version) =>
        SaveAsync(new ReopenBoard(slug, round, version), "The minutes were taken back; the decisions can be changed again.", Back(slug, round), () => ShowAgainAsync(slug, round));

    [HttpPost("/office/calls/{slug}/board/publication")]
    public Task<IActionResult> Publish(string slug, [FromForm] SelectionRound round, [FromForm] int version) =>
        SaveAsync(new PublishDecisions(slug, round, version), "The decisions are published; every applicant has a letter.", Back(slug, round), () => ShowAgainAsync(slug, round));

    [HttpPost("/office/calls/{slug}/board/reserve")]
    public Task<IActionResult> Promote(string slug, [FromForm] Guid submissionId) =>
        SaveAsync(new PromoteReserve(slug, submissionId), "It is on a notice of its own.", Back(slug, SelectionRound.Final), () => ShowAgainAsync(slug, SelectionRound.Final));

    [HttpPost("/office/calls/{slug}/board/reserve/closing")]
    public Task<IActionResult> CloseReserveList(string slug) =>
        SaveAsync(new CloseReserve(slug), "The reserve list is closed; whoever was on it has a letter.", Back(slug, SelectionRound.Final), () => ShowAgainAsync(slug, SelectionRound.Final));

    [HttpPost("/office/calls/{slug}/notices/{notice}/correction")]
    public Task<IActionResult> Correct(string slug, string notice, [FromForm] CorrectNotice form) =>
        SaveAsync(form with { Slug = notice }, "The corrected notice is published; its days begin anew.", Back(slug, SelectionRound.Final), () => ShowAgainAsync(slug, SelectionRound.Final));

    private static string Back(string slug, SelectionRound round) => $"/office/calls/{slug}/board?round={round}";

    private static string Minutes(string slug, SelectionRound round) => $"/office/calls/{slug}/board/minutes?round={round}";

    private Task<IActionResult> ShowAgainAsync(string slug, SelectionRound round)
    {
        // The hidden revision is the present one: saving again replaces knowingly.
        ViewData["Conflict"] = Response.StatusCode == StatusCodes.Status409Conflict && ViewData["Typed"] is not null;
        return ShowAsync(new ShowBoard(slug, round, null), nameof(Show));
    }
}
