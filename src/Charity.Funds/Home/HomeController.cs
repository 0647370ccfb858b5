using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;

namespace Charity.Funds.Home;

internal sealed class HomeController : CharityController
{
    [HttpGet("/"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Index() => ShowAsync(new ShowHome());
}
