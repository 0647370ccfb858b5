using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Funds.Reports;

[Admin]
internal sealed class ReportsAdminController : CharityController
{
    [HttpGet("/manage/reports")]
    public Task<IActionResult> Index() => ShowAsync(new ListReports());

    [HttpGet("/manage/reports/{id:guid}")]
    public Task<IActionResult> Show(Guid id) => ShowAsync(new ShowReport(id));

    [HttpPost("/manage/reports/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, [FromForm] int version, [FromForm] string? answer)
    {
        var result = await SendAsync(new AnswerReport(id, version, answer));
        if (result.Failure is { } failure)
        {
            var page = await SendAsync(new ShowReport(id));
            if (!FormCanShow(failure) || page.Failure is not null)
            {
                return Refuse(failure);
            }

            AddErrors(failure);
            return View(page.Value with { Draft = answer });
        }

        if (result.Value.MailedTo is { } address)
        {
            Tell("The answer was saved and is on its way to {0}.", address);
        }
        else
        {
            Tell("The answer was saved. There is no e-mail address to send it to.");
        }

        return Redirect("/manage/reports");
    }
}
