using Charity.Platform.Exports;
using Charity.Platform.Web;
using Charity.Ventures.Reviewers;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Reviews;

/// <summary>The bureau's pages about a call's reviews.</summary>
[Admin]
internal sealed class ReviewsController : CharityController
{
    [HttpGet("/office/calls/{slug}/reviewers")]
    public Task<IActionResult> Reviewers(string slug) => ShowAsync(new ListCallReviewers(slug));

    [HttpPost("/office/calls/{slug}/reviewers")]
    public Task<IActionResult> Reviewers(string slug, [FromForm] InviteToCall form) =>
        SaveAsync(form with { Slug = slug }, "The reviewers were asked by mail.", $"/office/calls/{slug}/reviewers", () => ShowAsync(new ListCallReviewers(slug)));

    [HttpGet("/office/calls/{slug}/reviews")]
    public Task<IActionResult> Index(string slug, [FromQuery] int? after) => ShowAsync(new ShowCallReviews(slug, after));

    [HttpPost("/office/calls/{slug}/reviews/plan")]
    public Task<IActionResult> Prepare(string slug) =>
        SaveAsync(new PrepareAssignment(slug), "Conflicts of interest were looked for anew.", $"/office/calls/{slug}/reviews/plan", () => ShowAsync(new ShowCallReviews(slug, null), nameof(Index)));

    [HttpGet("/office/calls/{slug}/reviews/plan")]
    public Task<IActionResult> Plan(string slug) => ShowAsync(new ShowAssignment(slug));

    [HttpPost("/office/calls/{slug}/reviews")]
    public Task<IActionResult> Confirm(string slug, [FromForm] ConfirmAssignment form) =>
        SaveAsync(form with { Slug = slug }, "The submissions are assigned; the reviewers were told by mail.", $"/office/calls/{slug}/reviews", () => ShowAsync(new ShowAssignment(slug), nameof(Plan)));

    [HttpPost("/office/calls/{slug}/reviews/reminder")]
    public Task<IActionResult> Remind(string slug) => ActAsync(slug, new RemindReviewers(slug), "Those whose reviews wait were reminded by mail.");

    [HttpPost("/office/calls/{slug}/reviews/end")]
    public Task<IActionResult> End(string slug) => ActAsync(slug, new EndReviews(slug), "The review of the complete submissions is ended.");

    [HttpPost("/office/calls/{slug}/reviews/{id:guid}/unlock")]
    public Task<IActionResult> Unlock(string slug, Guid id, [FromForm] int version, [FromForm] string? reason) => ActAsync(slug, new UnlockReview(slug, id, version, reason), "The review is open again.");

    [HttpPost("/office/calls/{slug}/reviews/{id:guid}/reassign")]
    public Task<IActionResult> Reassign(string slug, Guid id, [FromForm] int version, [FromForm] string? reason) =>
        ActAsync(slug, new ReassignReview(slug, id, version, reason), "The review was taken from its reviewer. The next plan finds somebody else.");

    [HttpGet("/office/calls/{slug}/ranking")]
    public Task<IActionResult> Ranking(string slug) => ShowAsync(new ShowRanking(slug));

    [HttpGet("/office/calls/{slug}/ranking/download")]
    public async Task<IActionResult> Download(string slug, [FromQuery] string? format)
    {
        var (ranking, wanted) = (await SendAsync(new ShowRanking(slug)), ExportFile.FormatOf(format));
        return (ranking.Failure ?? wanted.Failure) is { } failure ? Refuse(failure) : new ExportFile(TableOf(ranking.Value), wanted.Value, T["Ranking of {0}", ranking.Value.CallTitle]);
    }

    private Task<IActionResult> ActAsync(string slug, MediatR.IRequest<Platform.Requests.Result> request, string done) =>
        SaveAsync(request, done, $"/office/calls/{slug}/reviews", () => ShowAsync(new ShowCallReviews(slug, null), nameof(Index)));

    private Table<RankingRow> TableOf(RankingPage page) => Table.From(T["Ranking"].Value, page.Rows)
        .Number(T["Number"].Value, row => row.Number)
        .Text(T["Project"].Value, row => row.Title)
        .Text(T["Organisation"].Value, row => row.OrganisationName)
        .Number(T["Raw score"].Value, row => row.Rank.Raw)
        .Number(T["Raw rank"].Value, row => row.Rank.RawRank)
        .Number(T["Adjusted score"].Value, row => row.Rank.Adjusted)
        .Number(T["Adjusted rank"].Value, row => row.Rank.AdjustedRank)
        .Number(T["Reviews"].Value, row => row.Rank.Scores)
        .Number(T["Spread"].Value, row => row.Rank.Spread)
        .Number(T["Lowest"].Value, row => row.Rank.Lowest)
        .Number(T["Highest"].Value, row => row.Rank.Highest)
        .Number(T["Best rank with one reviewer left out"].Value, row => row.Rank.BestRank)
        .Number(T["Worst rank with one reviewer left out"].Value, row => row.Rank.WorstRank)
        .Text(T["Pass mark"].Value, row => T[row.Passes ? "reached" : "not reached"].Value);
}
