using Charity.Platform.Files;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Disbursements.Spending;

/// <summary>Where whoever looks after a fund asks for payments by its motions.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class SpendingController : CharityController
{
    [HttpGet("/manage/spending")]
    public Task<IActionResult> Index() => ShowAsync(new ListPayableMotions());

    [HttpGet("/manage/spending/{motion:guid}")]
    public Task<IActionResult> New(Guid motion) => ShowAsync(new ShowSpendingForm(motion));

    [HttpPost("/manage/spending/{motion:guid}"), AcceptsAttachments]
    public async Task<IActionResult> New(Guid motion, [FromForm] RequestSpending form, IFormFile? file)
    {
        await using var content = file?.OpenReadStream();
        var typed = form with { MotionId = motion, FileName = file?.FileName ?? string.Empty, Content = content };
        return await SaveAsync(typed, "The payment was requested. You hear what is decided.", _ => $"/manage/payments/{typed.Id}", () => ShowAsync(new ShowSpendingForm(motion, typed), nameof(New)));
    }
}
