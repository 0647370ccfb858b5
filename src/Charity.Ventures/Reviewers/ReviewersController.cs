using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Reviewers;

/// <summary>The bureau's pages about the pool.</summary>
[Admin]
internal sealed class ReviewersController : CharityController
{
    [HttpGet("/office/reviewers")]
    public Task<IActionResult> Index() => ShowAsync(new ListReviewers());

    [HttpPost("/office/reviewers")]
    public Task<IActionResult> Invite([FromForm] InviteReviewer form)
    {
        ViewData["Form"] = form;
        return SaveAsync(form, "The invitation was sent by mail.", "/office/reviewers", () => ShowAsync(new ListReviewers(), nameof(Index)));
    }

    [HttpPost("/office/reviewers/invitations/{id:guid}/removal")]
    public Task<IActionResult> TakeBack(Guid id) => SaveAsync(new TakeBackReviewerInvitation(id), "The invitation was taken back.", "/office/reviewers", () => ShowAsync(new ListReviewers(), nameof(Index)));

    [HttpGet("/office/reviewers/{id:guid}")]
    public Task<IActionResult> Show(Guid id) => ShowAsync(new ShowReviewer(id));

    [HttpPost("/office/reviewers/{id:guid}/rest")]
    public Task<IActionResult> Rest(Guid id, [FromForm] int version, [FromForm] bool isResting) => ActAsync(id, new RestReviewer(id, version, isResting));

    [HttpPost("/office/reviewers/{id:guid}/conflicts/{conflict:guid}")]
    public Task<IActionResult> RuleOut(Guid id, Guid conflict, [FromForm] int version, [FromForm] string? reason) => ActAsync(id, new RuleOutConflict(id, conflict, version, reason));

    [HttpPost("/office/reviewers/{id:guid}/interests/{interest:guid}")]
    public Task<IActionResult> SetAside(Guid id, Guid interest, [FromForm] string? reason) => ActAsync(id, new SetInterestAside(id, interest, reason));

    private Task<IActionResult> ActAsync(Guid id, MediatR.IRequest<Platform.Requests.Result> request) =>
        SaveAsync(request, "Saved.", $"/office/reviewers/{id}", () => ShowAsync(new ShowReviewer(id), nameof(Show)));
}
