namespace Charity.Donations.Tracking;

/// <summary>A gift as the API tells it.</summary>
/// <param name="Status">
/// <c>pending | processing | paid | held | failed | expired | quarantined</c>. A held gift has been paid, but its fund could not take it:
/// no fund has it and there is no receipt until that is decided. Later also <c>partiallyRefunded | refunded | disputed | chargedBack</c>.
/// </param>
/// <param name="AmountMinor">What is or was charged, with a covered fee.</param>
internal sealed record DonationStatus(
    Guid Id, string Token, string Fund, string Status, long AmountMinor, long CoveredFeeMinor, long RefundedMinor, string Currency, string? ReceiptNumber, DateTime CreatedUtc, DateTime? PaidUtc)
{
    public static DonationStatus Of(TrackedDonation gift) => new(
        gift.Id, gift.Token, gift.FundSlug, gift.State, gift.AmountMinor, gift.CoveredFeeMinor, RefundedMinor: 0, gift.Currency, gift.ReceiptNumber, gift.CreatedUtc, gift.PaidUtc);
}
