namespace Charity.Ledger.Contracts;

/// <summary>The codes of accounts, made in one place. The part before the second colon is the account's owner.</summary>
public static class AccountCodes
{
    /// <summary>Gifts that arrived for a fund that had closed; somebody decides where they go.</summary>
    public const string UndecidedGifts = "suspense:undecided-gifts";

    /// <summary>What stands in the place of a fund's slug for the charity's own administration; no fund has it.</summary>
    public const string OperatingFund = "operating";

    /// <summary>What funds have given for the charity's administration.</summary>
    public static string Operating => FundAvailable(OperatingFund);

    public static string Owner(string code) => code.Split(':') is [var kind, var name, ..] ? $"{kind}:{name}" : code;

    public static string FundOwner(string slug) => $"fund:{slug}";

    public static string FundAvailable(string slug) => $"fund:{slug}:available";

    public static string FundCommitted(string slug, string project) => $"fund:{slug}:committed:{project}";

    public static string FundFees(string slug) => $"fund:{slug}:fees";

    public static string Clearing(string provider) => $"clearing:{provider}";

    public static string Bank(string account) => $"bank:{account}";

    public static string Cash(string box) => $"cash:{box}";

    public static string Pool(string pool) => $"pool:{pool}:available";

    /// <summary>A fund's or a pool's money that is there to be promised.</summary>
    public static bool IsAvailable(string code) => code.EndsWith(":available", StringComparison.Ordinal);

    /// <summary>A fund's money that is promised to a project.</summary>
    public static bool IsCommitted(string code) => code.Contains(":committed:", StringComparison.Ordinal);
}

/// <summary>Why money moves. The kind is part of what is hashed; kinds are only ever added.</summary>
public static class EntryKinds
{
    public const string Gift = "gift";
    public const string OfflineGift = "offline-gift";
    public const string ProviderFee = "provider-fee";
    public const string ProviderPayout = "provider-payout";
    public const string Match = "match";
    public const string Commitment = "commitment";
    public const string Payment = "payment";

    /// <summary>Money of an earlier year that was received, and paid, before this site kept the books.</summary>
    public const string PastReceipt = "past-receipt";
    public const string PastPayment = "past-payment";

    /// <summary>A promise that is not kept in whole, after money of it was paid.</summary>
    public const string CommitmentReleased = "commitment-released";

    /// <summary>The bank sends a payment back, because the account is closed or named otherwise.</summary>
    public const string ReturnedTransfer = "returned-transfer";
    public const string ReturnedMoney = "returned-money";
    public const string Refund = "refund";
    public const string DisputeLost = "dispute-lost";
    public const string AdministrationCharge = "administration-charge";
    public const string DecidedGift = "decided-gift";
    public const string Reversal = "reversal";

    /// <summary>Kinds whose credits to a fund are money raised.</summary>
    public static readonly IReadOnlySet<string> Raising = new HashSet<string>(StringComparer.Ordinal) { Gift, OfflineGift, Match, DecidedGift };
}
