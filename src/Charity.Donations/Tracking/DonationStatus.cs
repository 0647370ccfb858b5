using Charity.Donations.Giving;

namespace Charity.Donations.Tracking;

/// <summary>A gift as the API tells it.</summary>
/// <param name="Status"><c>pending | processing | paid | failed | expired | quarantined</c>; later also <c>partiallyRefunded | refunded | disputed | chargedBack</c>.</param>
/// <param name="AmountMinor">What is or was charged, with a covered fee.</param>
internal sealed record DonationStatus(
    Guid Id, string Token, string Fund, string Status, long AmountMinor, long CoveredFeeMinor, long RefundedMinor, string Currency, string? ReceiptNumber, DateTime CreatedUtc, DateTime? PaidUtc)
{
    public static DonationStatus Of(TrackedDonation gift) => new(
        gift.Id, gift.Token, gift.FundSlug, Word(gift.State), gift.AmountMinor, gift.CoveredFeeMinor, RefundedMinor: 0, gift.Currency, gift.ReceiptNumber, gift.CreatedUtc, gift.PaidUtc);

    /// <summary>To a program a held gift is paid: the charity has the money, and which fund gets it is decided between people.</summary>
    public static string Word(string state) => state == DonationProcess.Held ? DonationProcess.Paid : state;
}
