using Charity.Funds.FundPages;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Funds.Reports;

/// <summary>The form behind every fund page's report button.</summary>
internal sealed class ReportsController : CharityController
{
    [HttpGet("/funds/{slug}/report")]
    public Task<IActionResult> New(string slug) => FormAsync(new ReportFund { Slug = slug });

    [HttpPost("/funds/{slug}/report"), EnableRateLimiting(RateLimits.Report)]
    public async Task<IActionResult> New([FromForm] ReportFund form, string slug)
    {
        var report = form with { Slug = slug };
        var result = await SendAsync(report);
        if (result.Failure is { } failure)
        {
            if (!FormCanShow(failure))
            {
                return Refuse(failure);
            }

            AddErrors(failure);
            return await FormAsync(report);
        }

        Tell("Thank you. Your report has arrived; we look into it and answer by {0}.", result.Value.DueOn);
        return Redirect($"/funds/{slug}");
    }

    private async Task<IActionResult> FormAsync(ReportFund form)
    {
        var fund = await SendAsync(new NameFund(form.Slug));
        if (fund.Failure is { } failure)
        {
            return Refuse(failure);
        }

        ViewData["FundName"] = fund.Value;
        return View(nameof(New), form);
    }
}
