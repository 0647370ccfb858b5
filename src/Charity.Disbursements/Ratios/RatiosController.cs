using System.Globalization;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Disbursements.Ratios;

[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class RatiosController : CharityController
{
    [HttpGet("/manage/ratios")]
    public Task<IActionResult> Index() => ShowAsync(new ShowRatios());
}

internal static class RatioWords
{
    /// <summary>Such as <c>60.15%</c>; a dash where there is nothing to compare with.</summary>
    public static string Rate(long? hundredths) => hundredths is { } rate ? string.Create(CultureInfo.InvariantCulture, $"{rate / 100m:0.##}%") : "–";
}
