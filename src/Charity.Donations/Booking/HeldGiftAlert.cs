using Charity.Donations.Giving;
using Charity.Funds.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Text;

namespace Charity.Donations.Booking;

/// <summary>Tells those who look after the fund, and those who serve all funds, that a gift waits for their decision.</summary>
internal sealed class HeldGiftAlert(IAlerts alerts, IFunds funds)
{
    public async Task RaiseAsync(Donation donation, FundSummary fund, CancellationToken cancellationToken) => await alerts.RaiseAsync(
        Key(donation.Id), Permissions.DecideHeldGifts, "/manage/gifts/held", "A gift of {0} for {1} cannot be used for it: decide where it goes.",
        [Money.Format(donation.AmountMinor, donation.Currency), fund.Name.Zh],
        new AlertScope(await funds.KeepersAsync(fund, cancellationToken), Permissions.ServeAllFunds), cancellationToken);

    public Task ResolveAsync(Guid donationId, CancellationToken cancellationToken) => alerts.ResolveAsync(Key(donationId), cancellationToken);

    private static string Key(Guid donationId) => $"held-gift:{donationId:D}";
}
