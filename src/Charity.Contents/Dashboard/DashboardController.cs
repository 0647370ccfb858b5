using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Contents.Dashboard;

[Admin]
internal sealed class DashboardController : CharityController
{
    [HttpGet("/admin")]
    public Task<IActionResult> Index() => ShowAsync(new ShowDashboard());
}
