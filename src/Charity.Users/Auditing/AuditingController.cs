using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Users.Auditing;

[Admin]
internal sealed class AuditingController : CharityController
{
    [HttpGet("/admin/audit")]
    public Task<IActionResult> Index(ListAuditEntries query) => ShowAsync(query);
}
