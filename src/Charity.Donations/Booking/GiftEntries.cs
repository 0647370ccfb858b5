using Charity.Donations.Giving;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Security;

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

    /// <summary>Gross: what the donor paid.</summary>
    public static EntryDraft Online(Donation donation, string fundSlug, string provider) => new(
        donation.EntryId, EntryKinds.Gift, donation.Reference, donation.EffectiveDate!.Value,
        [new PostingDraft(AccountCodes.Clearing(provider), CreditCode(donation, fundSlug), donation.AmountMinor)], donation.PaymentObject);

    /// <param name="bankReference">
    /// The bank's number of the transfer. The books are public and for ever, and people type what they like: only its keyed fingerprint
    /// goes there, which keeps a transfer from being booked twice and tells nobody anything.
    /// </param>
    public static EntryDraft Offline(Donation donation, string fundSlug, string? bankReference, FieldCipher cipher) => new(
        donation.EntryId, EntryKinds.OfflineGift, donation.Reference, donation.EffectiveDate!.Value,
        [new PostingDraft(OfflineCode(donation.Source), CreditCode(donation, fundSlug), donation.AmountMinor)],
        bankReference is null ? null : $"bank:{Convert.ToHexStringLower(cipher.Fingerprint("bank-reference:" + bankReference))[..32]}");

    public static EntryDraft Decided(Donation donation, string fundSlug, DateOnly day) => new(
        DecidedEntryId(donation), EntryKinds.DecidedGift, donation.Reference, day,
        [new PostingDraft(AccountCodes.UndecidedGifts, AccountCodes.FundAvailable(fundSlug), donation.AmountMinor)]);

    public static Guid DecidedEntryId(Donation donation) => DerivedId.Of("decided-gift", donation.EntryId.ToString("D"));
}
