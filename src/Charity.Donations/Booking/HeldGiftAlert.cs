using Charity.Donations.Giving;
using Charity.Funds.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Text;

namespace Charity.Donations.Booking;

/// <summary>Tells whoever may decide that a gift waits for them.</summary>
internal static class HeldGiftAlert
{
    public static Task RaiseAsync(IAlerts alerts, Donation donation, FundSummary fund, CancellationToken cancellationToken) => alerts.RaiseAsync(
        Key(donation.Id), Permissions.DecideHeldGifts, "/manage/gifts/held", "A gift of {0} for {1} cannot be used for it: decide where it goes.",
        [Money.Format(donation.AmountMinor, donation.Currency), fund.Name.Zh], cancellationToken);

    public static Task ResolveAsync(IAlerts alerts, Guid donationId, CancellationToken cancellationToken) => alerts.ResolveAsync(Key(donationId), cancellationToken);

    private static string Key(Guid donationId) => $"held-gift:{donationId:D}";
}
