using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Organisations.Areas;

[Admin]
internal sealed class AreasController : CharityController
{
    [HttpGet("/admin/areas")]
    public Task<IActionResult> Index() => ShowAsync(new ListAreas());

    [HttpGet("/admin/areas/new")]
    public async Task<IActionResult> New(string? parent) => await AddFormAsync(new AddArea { ParentCode = parent });

    [HttpPost("/admin/areas/new")]
    public async Task<IActionResult> New([FromForm] AddArea form)
    {
        var result = await SendAsync(form);
        if (result.Failure is { } failure)
        {
            if (!FormCanShow(failure))
            {
                return Refuse(failure);
            }

            AddErrors(failure);
            return await AddFormAsync(form);
        }

        Tell("The area was added.");
        return Redirect("/admin/areas");
    }

    [HttpGet("/admin/areas/{code}")]
    public Task<IActionResult> Edit(string code) => ShowAsync(new ShowArea(code));

    [HttpPost("/admin/areas/{code}")]
    public async Task<IActionResult> Edit([FromForm] RenameArea form, string code)
    {
        var result = await SendAsync(form with { Code = code });
        if (result.Failure is { } failure)
        {
            if (!FormCanShow(failure))
            {
                return Refuse(failure);
            }

            AddErrors(failure);
            return View(form with { Code = code });
        }

        Tell("The area was renamed.");
        return Redirect("/admin/areas");
    }

    private async Task<IActionResult> AddFormAsync(AddArea area)
    {
        var areas = await SendAsync(new ListAreas());
        if (areas.Failure is { } failure)
        {
            return Refuse(failure);
        }

        var parent = areas.Value.FirstOrDefault(row => row.Code == area.ParentCode);
        if (parent is null && !string.IsNullOrEmpty(area.ParentCode))
        {
            return Refuse(AreaFailures.Unknown);
        }

        ViewData["Parent"] = parent;
        ViewData["Kinds"] = AreaNode.KindsBelow(parent?.Kind);
        return View(nameof(New), area);
    }
}
