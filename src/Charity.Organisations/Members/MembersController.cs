using Charity.Organisations.Contracts;
using Charity.Organisations.Workspace;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Organisations.Members;

[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class MembersController : CharityController
{
    [HttpGet("/workspace/organisations/{id:guid}/members")]
    public Task<IActionResult> Index(Guid id) => PageAsync(id);

    [HttpPost("/workspace/organisations/{id:guid}/members")]
    [EnableRateLimiting(RateLimits.Giving)]
    public Task<IActionResult> Invite(Guid id, [FromForm] InviteMember form) =>
        SaveAsync(id, form with { OrganisationId = id }, "The invitation was sent. It works once, for a week.", form);

    [HttpPost("/workspace/organisations/{id:guid}/invitations/{invitation:guid}/removal")]
    public Task<IActionResult> TakeBack(Guid id, Guid invitation) => SaveAsync(id, new TakeBackInvitation(id, invitation), "The invitation was taken back.");

    [HttpPost("/workspace/organisations/{id:guid}/members/{user:guid}/role")]
    public Task<IActionResult> ChangeRole(Guid id, Guid user, [FromForm] OrganisationRole? newRole) => SaveAsync(id, new ChangeMemberRole(id, user, newRole), "The role was changed.");

    [HttpPost("/workspace/organisations/{id:guid}/members/{user:guid}/removal")]
    public Task<IActionResult> Remove(Guid id, Guid user) => SaveAsync(id, new RemoveMember(id, user), "The colleague was removed.");

    [HttpGet("/workspace/invitations/{token}")]
    public Task<IActionResult> Invitation(string token) => ShowAsync(new ShowInvitation(token));

    [HttpPost("/workspace/invitations/{token}")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Accept(string token)
    {
        var accepted = await SendAsync(new AcceptInvitation(token));
        if (accepted.Failure is { } failure)
        {
            return Refuse(failure);
        }

        Tell("Welcome. You can now work on this dossier.");
        return LocalRedirect($"/workspace/organisations/{accepted.Value}");
    }

    /// <param name="form">The invitation that was typed and could not be sent.</param>
    private async Task<IActionResult> PageAsync(Guid id, InviteMember? form = null)
    {
        var dossier = await SendAsync(new ShowDossier(id));
        var members = await SendAsync(new ShowMembers(id));
        if ((dossier.Failure ?? members.Failure) is { } failure)
        {
            return Refuse(failure);
        }

        ViewData["Dossier"] = dossier.Value;
        ViewData["Form"] = form;
        return View("Index", members.Value);
    }

    private async Task<IActionResult> SaveAsync(Guid id, IRequest<Result> request, string done, InviteMember? form = null)
    {
        if ((await SendAsync(request)).Failure is not { } failure)
        {
            TempData["Message"] = T[done].Value;

            // Whoever has left sees the list again, not a page that is no longer theirs.
            return LocalRedirect((await SendAsync(new ShowMembers(id))).Failure is null ? $"/workspace/organisations/{id}/members" : "/workspace");
        }

        if (!FormCanShow(failure))
        {
            return Refuse(failure);
        }

        AddErrors(failure);
        return await PageAsync(id, form);
    }
}
