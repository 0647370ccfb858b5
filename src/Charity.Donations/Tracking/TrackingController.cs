using Charity.Donations.Giving;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Donations.Tracking;

/// <summary>Where a donor arrives after giving: how the gift stands, and what to do next. The address is the gift's key, so the page is neither kept nor indexed.</summary>
internal sealed class TrackingController : CharityController
{
    /// <summary>How often a page without script loads itself again before it leaves that to the reader.</summary>
    public const int MostReloads = 10;

    /// <param name="from">Where the donor comes from: <c>payment</c>, <c>cancelled</c> or <c>unavailable</c>.</param>
    /// <param name="look">How often this page has loaded itself.</param>
    [HttpGet("/donations/{token}")]
    [ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
    public async Task<IActionResult> Track(string token, string? from, int look = 0)
    {
        Response.KeepPrivate();
        if (from == "payment")
        {
            await SendAsync(new RefreshPayment(token));
        }

        var gift = await SendAsync(new TrackDonation(token));
        return gift.Failure is { } failure ? Refuse(failure) : View(new TrackingPage(gift.Value, from, Math.Clamp(look, 0, MostReloads)));
    }
}

/// <param name="From">Where the donor comes from.</param>
/// <param name="Look">How often the page has loaded itself.</param>
internal sealed record TrackingPage(TrackedDonation Gift, string? From, int Look)
{
    /// <summary>News is expected: the money is under way, or the donor has just paid.</summary>
    public bool Waits => !Gift.HasMoney && (Gift.State == DonationProcess.Processing || (From == "payment" && Gift.State != DonationProcess.Quarantined));

    public bool ReloadsItself => Waits && Look < TrackingController.MostReloads;
}
