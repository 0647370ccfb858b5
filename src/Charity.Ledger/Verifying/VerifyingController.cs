using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ledger.Verifying;

[Admin]
internal sealed class VerifyingController : CharityController
{
    [HttpGet("/admin/ledger/verify")]
    public Task<IActionResult> Index() => ShowAsync(new ShowLedgerHead());

    [HttpPost("/admin/ledger/verify")]
    public async Task<IActionResult> Verify()
    {
        var report = await SendAsync(new VerifyLedger());
        return report.Failure is { } failure ? Refuse(failure) : View("Report", report.Value);
    }
}
