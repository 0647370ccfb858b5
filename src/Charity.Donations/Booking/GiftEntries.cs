using Charity.Donations.Giving;
using Charity.Ledger.Contracts;

namespace Charity.Donations.Booking;

/// <summary>The ledger entries of gifts. Ids come from the gift, so posting one again is the same entry.</summary>
internal static class GiftEntries
{
    public const string MainBox = "main";

    public static string OfflineCode(GiftSource source) => source switch
    {
        GiftSource.Cash => AccountCodes.Cash(MainBox),
        GiftSource.Bank => AccountCodes.Bank(MainBox),
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Only offline gifts have such an account."),
    };

    /// <summary>Where the money of a gift goes: to its fund, or apart while that has to be decided.</summary>
    public static string CreditCode(Donation donation, string fundSlug) =>
        donation.State == DonationProcess.Held ? AccountCodes.UndecidedGifts : AccountCodes.FundAvailable(fundSlug);

    /// <summary>Gross: what the donor paid. The fee is an entry of its own.</summary>
    public static EntryDraft Online(Donation donation, string fundSlug, string provider) => new(
        donation.EntryId, EntryKinds.Gift, donation.Reference, donation.EffectiveDate!.Value,
        [new PostingDraft(AccountCodes.Clearing(provider), CreditCode(donation, fundSlug), donation.AmountMinor)], donation.PaymentObject);

    public static EntryDraft ProviderFee(Donation donation, string fundSlug, string provider, long feeMinor) => new(
        DerivedId.Of("provider-fee", donation.EntryId.ToString("D")), EntryKinds.ProviderFee, donation.Reference, donation.EffectiveDate!.Value,
        [new PostingDraft(AccountCodes.FundFees(fundSlug), AccountCodes.Clearing(provider), feeMinor)], donation.PaymentObject);

    public static EntryDraft Offline(Donation donation, string fundSlug, string? bankReference) => new(
        donation.EntryId, EntryKinds.OfflineGift, donation.Reference, donation.EffectiveDate!.Value,
        [new PostingDraft(OfflineCode(donation.Source), CreditCode(donation, fundSlug), donation.AmountMinor)],
        bankReference is null ? null : $"bank:{bankReference}");

    public static EntryDraft Decided(Donation donation, string fundSlug, DateOnly day) => new(
        DecidedEntryId(donation), EntryKinds.DecidedGift, donation.Reference, day,
        [new PostingDraft(AccountCodes.UndecidedGifts, AccountCodes.FundAvailable(fundSlug), donation.AmountMinor)]);

    public static Guid DecidedEntryId(Donation donation) => DerivedId.Of("decided-gift", donation.EntryId.ToString("D"));
}
