using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Organisations.Profile;

[Admin]
internal sealed class ProfileController : CharityController
{
    [HttpGet("/admin/charity")]
    public Task<IActionResult> Edit() => ShowAsync(new ShowCharity());

    [HttpPost("/admin/charity")]
    public Task<IActionResult> Edit([FromForm] EditCharity form) =>
        SaveAsync(form, "The charity's record was saved.", "/admin/charity", () => Task.FromResult<IActionResult>(View(form)));
}
