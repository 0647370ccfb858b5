using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Donations.Held;

/// <summary>Gifts that wait for somebody to decide where they go.</summary>
[Admin]
internal sealed class HeldController : CharityController
{
    [HttpGet("/manage/gifts/held")]
    public Task<IActionResult> Index() => ShowAsync(new ListHeldGifts());

    [HttpPost("/manage/gifts/held/{id:guid}")]
    public async Task<IActionResult> Decide(Guid id, [FromForm] int version, [FromForm] string? fund, [FromForm] string? reason)
    {
        var decided = await SendAsync(new DecideHeldGift(id, version, fund, reason));
        if (decided.Failure is { Kind: FailureKind.Invalid } wrong)
        {
            AddErrors(wrong);
            ViewData["Wrong"] = id;
            return await ShowAsync(new ListHeldGifts(), nameof(Index));
        }

        if (decided.Failure is { } failure)
        {
            return Refuse(failure);
        }

        Tell("The gift is in the books of its fund now.");
        return LocalRedirect("/manage/gifts/held");
    }
}
