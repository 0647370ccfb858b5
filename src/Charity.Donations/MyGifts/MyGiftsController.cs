using Charity.Platform.Localization;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Donations.MyGifts;

/// <summary>A resident's first page: their gifts, receipts and yearly sums.</summary>
internal sealed class MyGiftsController : CharityController
{
    [HttpGet("/account")]
    [ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
    public Task<IActionResult> Index(Guid? after) => ShowAsync(new ShowMyGifts(after));

    [HttpPost("/account/gifts/claim")]
    public async Task<IActionResult> Claim()
    {
        var claimed = await SendAsync(new ClaimGifts());
        if (claimed.Failure is { } failure)
        {
            return Refuse(failure);
        }

        TempData["Message"] = T.Plural(claimed.Value, "{0} gift was added to your account.", "{0} gifts were added to your account.").Value;
        return LocalRedirect("/account");
    }
}
