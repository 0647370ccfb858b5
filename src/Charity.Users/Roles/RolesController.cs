using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Users.Roles;

[Admin]
internal sealed class RolesController : CharityController
{
    [HttpGet("/admin/roles")]
    public Task<IActionResult> Index() => ShowAsync(new ShowRoles());

    [HttpGet("/admin/roles/{name}")]
    public async Task<IActionResult> Edit(string name)
    {
        var result = await SendAsync(new ShowRoles());
        if (result.Failure is { } failure)
        {
            return Refuse(failure);
        }

        ViewData["Role"] = name;
        return result.Value.Roles.Any(role => role.Name == name) ? View(result.Value) : Refuse(Failure.NotFound("role_not_found", "There is no such role."));
    }

    [HttpPost("/admin/roles/{name}")]
    public async Task<IActionResult> Edit(ChangeRole request)
    {
        if ((await SendAsync(request)).Failure is { } failure)
        {
            return Refuse(failure);
        }

        Tell("Saved. The change counts within seconds.");
        return RedirectToAction(nameof(Index));
    }
}
