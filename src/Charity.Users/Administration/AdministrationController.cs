using Charity.Platform.Requests;
using Charity.Platform.Web;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Users.Administration;

[Admin]
internal sealed class AdministrationController : CharityController
{
    [HttpGet("/admin/users")]
    public Task<IActionResult> Index(string? search, string? role, string? after) => ShowAsync(new ListUsers(search, role, after));

    [HttpGet("/admin/users/{id:guid}")]
    public Task<IActionResult> Detail(Guid id) => ShowAsync(new ShowUser(id));

    [HttpPost("/admin/users/{id:guid}")]
    public async Task<IActionResult> Detail(ChangeAccess request)
    {
        if ((await SendAsync(request)).Failure is not { } failure)
        {
            Tell("Saved. The change counts within seconds.");
            return RedirectToAction(nameof(Detail), new { request.Id });
        }

        if (failure.Kind != FailureKind.Invalid)
        {
            return Refuse(failure);
        }

        AddErrors(failure);
        return await ShowAsync(new ShowUser(request.Id));
    }

    [HttpPost("/admin/users/{id:guid}/lock")]
    public Task<IActionResult> Lock(Guid id) => DoAsync(id, new LockUser(id), "The account is locked.");

    [HttpPost("/admin/users/{id:guid}/unlock")]
    public Task<IActionResult> Unlock(Guid id) => DoAsync(id, new UnlockUser(id), "The account is open again.");

    [HttpPost("/admin/users/{id:guid}/reset-second-factor")]
    public Task<IActionResult> ResetSecondFactor(Guid id) => DoAsync(id, new ResetSecondFactor(id), "The second factor is switched off; its owner was told by mail.");

    [HttpPost("/admin/users/{id:guid}/send-password-reset")]
    public Task<IActionResult> SendPasswordReset(Guid id) => DoAsync(id, new SendPasswordReset(id), "The link for a new password is on its way.");

    private async Task<IActionResult> DoAsync(Guid id, IRequest<Result> request, string done)
    {
        if ((await SendAsync(request)).Failure is { } failure)
        {
            return Refuse(failure);
        }

        Tell(done);
        return RedirectToAction(nameof(Detail), new { id });
    }
}
