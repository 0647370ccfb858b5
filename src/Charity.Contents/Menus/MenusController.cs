using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Contents.Menus;

[Admin]
internal sealed class MenusController : CharityController
{
    [HttpGet("/admin/menus")]
    public Task<IActionResult> Index() => ShowAsync(new EditMenus());

    [HttpPost("/admin/menus")]
    public async Task<IActionResult> Index([FromForm] SaveMenu form)
    {
        var result = await SendAsync(form);
        if (result.Failure is not { } failure)
        {
            Tell("The menu was saved.");
            return Redirect("/admin/menus");
        }

        var menus = FormCanShow(failure) ? await SendAsync(new EditMenus()) : Result<IReadOnlyList<SaveMenu>>.Fail(failure);
        if (menus.Failure is { } refusal)
        {
            return Refuse(refusal);
        }

        // What was typed stays; the next save knows the state that is shown now.
        AddErrors(failure);
        ViewData["Refused"] = form.Name;
        return View(menus.Value.Select(menu => menu.Name == form.Name ? form with { Stamp = menu.Stamp } : menu).ToList());
    }
}
