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
    public Task<IActionResult> New([FromForm] AddArea form) => SaveAsync(form, "The area was added.", "/admin/areas", () => AddFormAsync(form));

    [HttpGet("/admin/areas/{code}")]
    public Task<IActionResult> Edit(string code) => ShowAsync(new ShowArea(code));

    [HttpPost("/admin/areas/{code}")]
    public Task<IActionResult> Edit([FromForm] RenameArea form, string code)
    {
        var area = form with { Code = code };
        return SaveAsync(area, "The area was renamed.", "/admin/areas", () => Task.FromResult<IActionResult>(View(area)));
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
