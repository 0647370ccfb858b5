using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Organisations.Profile;

[Admin]
internal sealed class ProfileController : CharityController
{
    [HttpGet("/admin/charity")]
    public Task<IActionResult> Edit() => ShowAsync(new ShowCharity());

    [HttpPost("/admin/charity")]
    public async Task<IActionResult> Edit([FromForm] EditCharity form)
    {
        var result = await SendAsync(form);
        if (result.Failure is { } failure)
        {
            if (!FormCanShow(failure))
            {
                return Refuse(failure);
            }

            AddErrors(failure);
            return View(form);
        }

        Tell("The charity's record was saved.");
        return Redirect("/admin/charity");
    }
}
