using Charity.Donations.Giving;
using Charity.Platform.Text;

namespace Charity.Donations.Receipts;

/// <summary>
/// What a receipt says (Charity Law, article 38): donor, kind and amount, charity and the handler's name, date. An anonymous gift
/// or a waived receipt is recorded as such.
/// </summary>
/// <param name="Number">Null when the donor waived the receipt.</param>
/// <param name="DonorName">As given; empty when no name was given.</param>
/// <param name="Handler">The charity's person who answers for receipts.</param>
internal sealed record Receipt(
    string Token, string? Number, bool IsWaived, string DonorName, bool IsAnonymous, long AmountMinor, string Currency, DateOnly Date, GiftSource Source, string FundSlug,
    LocalizedText FundName, LocalizedText Purpose, LocalizedText CharityName, string CreditCode, string Handler, string TrackingUrl, bool IsDemonstration)
{
    /// <summary>The amount in financial capitals, always in Chinese: that is the form the rule knows.</summary>
    public string Capital => ChineseNumerals.Capital(AmountMinor);
}
