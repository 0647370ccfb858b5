using Charity.Ledger.Contracts;
using Microsoft.Extensions.Localization;

namespace Charity.Disclosure.Words;

/// <summary>The ledger's names in words that people understand without having learnt bookkeeping.</summary>
internal static class LedgerWords
{
    /// <summary>In the order in which money passes through them.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        EntryKinds.Gift, EntryKinds.OfflineGift, EntryKinds.Match, EntryKinds.DecidedGift, EntryKinds.ProviderFee, EntryKinds.ProviderPayout, EntryKinds.Commitment,
        EntryKinds.CommitmentReleased, EntryKinds.Payment, EntryKinds.ReturnedTransfer, EntryKinds.ReturnedMoney, EntryKinds.Refund, EntryKinds.DisputeLost, EntryKinds.AdministrationCharge, EntryKinds.PastReceipt,
        EntryKinds.PastPayment, EntryKinds.Reversal,
    ];

    /// <summary>Where money lies first, then whose it is.</summary>
    public static readonly IReadOnlyList<AccountType> Types = [AccountType.Asset, AccountType.NetAssets, AccountType.Liability, AccountType.Income, AccountType.Expense];

    public static string Kind(IStringLocalizer texts, string kind) => kind switch
    {
        EntryKinds.Gift => texts["Gift"],
        EntryKinds.OfflineGift => texts["Gift in cash or by bank"],
        EntryKinds.ProviderFee => texts["Payment fee"],
        EntryKinds.ProviderPayout => texts["Payment provider pays the charity"],
        EntryKinds.Match => texts["Matching money"],
        EntryKinds.Commitment => texts["Promise"],
        EntryKinds.CommitmentReleased => texts["Promise given back"],
        EntryKinds.Payment => texts["Paid out"],
        EntryKinds.ReturnedTransfer => texts["Payment sent back by the bank"],
        EntryKinds.ReturnedMoney => texts["Money returned by a project"],
        EntryKinds.Refund => texts["Refund to a donor"],
        EntryKinds.DisputeLost => texts["Payment taken back by the bank"],
        EntryKinds.AdministrationCharge => texts["Administration charge"],
        EntryKinds.DecidedGift => texts["Gift given its fund later"],
        EntryKinds.PastReceipt => texts["Received in an earlier year"],
        EntryKinds.PastPayment => texts["Paid in an earlier year"],
        EntryKinds.Reversal => texts["Correction"],
        _ => kind, // Kinds are only ever added: an old page must show a newer one rather than fail.
    };

    public static string Type(IStringLocalizer texts, AccountType type) => type switch
    {
        AccountType.Asset => texts["Where the money lies"],
        AccountType.Liability => texts["What the charity owes"],
        AccountType.NetAssets => texts["Whose money it is"],
        AccountType.Income => texts["Income"],
        AccountType.Expense => texts["Costs"],
        _ => throw new InvalidOperationException($"Unknown account type {type}."),
    };

    public static string Phase(IStringLocalizer texts, EntryPhase phase) => phase switch
    {
        EntryPhase.Posted => texts["Booked"],
        EntryPhase.Reserved => texts["Reserved"],
        EntryPhase.Confirmed => texts["Booked from a reservation"],
        EntryPhase.Released => texts["Reservation released"],
        _ => throw new InvalidOperationException($"Unknown phase {phase}."),
    };
}
