using Charity.Donations.Receipts;
using Charity.Platform.Exports;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Donations.Manage;

/// <summary>What waits, how the funds stand, and the gifts.</summary>
[Admin]
internal sealed class ManageController : CharityController
{
    [HttpGet("/manage")]
    public Task<IActionResult> Index() => ShowAsync(new ShowDashboard());

    [HttpGet("/manage/gifts")]
    public Task<IActionResult> Gifts([FromQuery] GiftFilter filter, Guid? after) => ShowAsync(new ListGifts(filter, after));

    [HttpGet("/manage/gifts/export")]
    public async Task<IActionResult> Export([FromQuery] GiftFilter filter, string? format)
    {
        // Before the trail notes that somebody took the gifts away.
        var chosen = ExportFile.FormatOf(format);
        if (chosen.Failure is { } unknown)
        {
            return Refuse(unknown);
        }

        var table = await SendAsync(new ExportGifts(filter));
        return table.Failure is { } failure ? Refuse(failure) : new ExportFile(table.Value.Table, chosen.Value, T["Donations"].Value);
    }

    [HttpGet("/manage/gifts/{id:guid}")]
    public Task<IActionResult> Gift(Guid id) => ShowAsync(new ShowGift(id));

    [HttpPost("/manage/gifts/{id:guid}/receipt")]
    public async Task<IActionResult> IssueReceipt(Guid id)
    {
        var issued = await SendAsync(new IssueReceipt(id));
        if (issued.Failure is { } failure)
        {
            return Refuse(failure);
        }

        Tell("The receipt was issued.");
        return LocalRedirect($"/manage/gifts/{id}");
    }
}
