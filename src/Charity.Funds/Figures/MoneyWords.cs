using Charity.Ledger.Contracts;

namespace Charity.Funds.Figures;

internal static class MoneyWords
{
    /// <summary>What a kind of entry is called on a fund's page: English text, the key of its translation.</summary>
    public static string Of(string kind) => kind switch
    {
        EntryKinds.Gift => "Gifts on this site",
        EntryKinds.OfflineGift => "Gifts in cash or by bank transfer",
        EntryKinds.DecidedGift => "Gifts assigned later",
        EntryKinds.Match => "Matched gifts",
        EntryKinds.Refund => "Refunded to donors",
        EntryKinds.DisputeLost => "Taken back by the donor's bank",
        EntryKinds.ProviderFee => "Payment fees",
        EntryKinds.Commitment => "Promised and set aside",
        EntryKinds.CommitmentReleased => "Set aside and not needed",
        EntryKinds.Payment => "Paid out",
        EntryKinds.ReturnedTransfer => "Sent back by the bank",
        EntryKinds.ReturnedMoney => "Returned by projects",
        EntryKinds.AdministrationCharge => "Administration",
        EntryKinds.Reversal => "Corrections",
        _ => kind,
    };
}
