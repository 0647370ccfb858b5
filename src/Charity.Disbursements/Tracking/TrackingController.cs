using Charity.Disbursements.PastPayouts;
using Charity.Platform.Exports;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Charity.Disbursements.Tracking;

/// <summary>Where staff see what was paid of what was received, what is not and why, and take over earlier years.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class TrackingController : CharityController
{
    [HttpGet("/manage/tracking")]
    public Task<IActionResult> Index(TrackingView by, int? year) => ShowAsync(new ShowTracking(by, year));

    [HttpGet("/manage/tracking/unpaid")]
    public Task<IActionResult> Unpaid(int after) => ShowAsync(new ListUnpaid(after));

    [HttpGet("/manage/tracking/export")]
    public Task<IActionResult> Export(TrackingView by, int? year, string? format) => ExportAsync(new ExportTracking(by, year), format, "Payouts");

    [HttpGet("/manage/tracking/unpaid/export")]
    public Task<IActionResult> ExportUnpaid(string? format) => ExportAsync(new ExportUnpaid(), format, "What is not paid, and why");

    [HttpGet("/manage/tracking/import/template")]
    public Task<IActionResult> Template() => ExportAsync(new ExportPastTemplate(), "xlsx", "Payouts of earlier years");

    [HttpGet("/manage/tracking/import")]
    public IActionResult Import() => View();

    [HttpPost("/manage/tracking/import"), AcceptsAttachments]
    public async Task<IActionResult> Import(IFormFile? file)
    {
        await using var content = file?.OpenReadStream();
        return await SaveAsync(new ImportPastPayouts(file?.FileName ?? string.Empty, content), "The list was taken over into the books.", _ => "/manage/tracking", () => Task.FromResult<IActionResult>(View()));
    }

    private async Task<IActionResult> ExportAsync(IQuery<ITable> query, string? format, string name)
    {
        var (chosen, table) = (ExportFile.FormatOf(format), await SendAsync(query));
        return (chosen.Failure ?? table.Failure) is { } failure ? Refuse(failure) : new ExportFile(table.Value, chosen.Value, T[name]);
    }
}

/// <summary>Where everybody sees what was paid of what was received.</summary>
internal sealed class PublicTrackingController : CharityController
{
    [HttpGet("/transparency/payouts"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Index(TrackingView by, int? year) => ShowAsync(new ShowPublicTracking(by, year));
}
