using System.Globalization;
using Charity.Donations.Offline;
using Charity.Platform.Localization;
using Charity.Platform.Text;
using Microsoft.Extensions.Localization;

namespace Charity.Donations.Alliance;

/// <summary>What things are called: English texts, the keys of their translations.</summary>
internal static class AllianceWords
{
    public static string Of(MerchantCategory category) => category switch
    {
        MerchantCategory.Food => "Food and drink",
        MerchantCategory.Shop => "Shop",
        MerchantCategory.Service => "Services",
        MerchantCategory.Health => "Health and care",
        MerchantCategory.Learning => "Books and learning",
        MerchantCategory.Other => "Something else",
        _ => throw new InvalidOperationException($"Unknown category {category}."),
    };

    public static string Badge(string state) => state switch
    {
        MerchantProcess.Active => "badge-success",
        MerchantProcess.Applied => "badge-info",
        _ => "badge-quiet",
    };

    /// <summary>The pledge as a sentence.</summary>
    public static string Say(IStringLocalizer T, Pledge pledge) => pledge.Kind == PledgeKind.PerSale
        ? T["{0} of every sale goes to the fund", Money.Format(pledge.Rate, Money.Yuan)]
        : T["{0} of the turnover goes to the fund", Percent(pledge.Rate)];

    /// <summary>Basis points as per cent, without zeros that say nothing.</summary>
    public static string Percent(int basisPoints) => (basisPoints / 100m).ToString("0.##", CultureInfo.CurrentCulture) + "%";

    /// <summary>What was sold, in the unit the pledge asks for.</summary>
    public static string Basis(IStringLocalizer T, PledgeKind kind, long basis) =>
        kind == PledgeKind.PerSale ? T.Plural(basis, "{0} sale", "{0} sales") : Money.Format(basis, Money.Yuan);

    /// <summary>A month, <c>2026-10</c>.</summary>
    public static string Month(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public static string Of(SettlementState state) => state switch
    {
        SettlementState.Missing => "Sales not told",
        SettlementState.Nothing => "Nothing to pay",
        SettlementState.Owed => "To be paid",
        SettlementState.Entered => "Money came, to be confirmed",
        SettlementState.Paid => "Paid",
        _ => throw new InvalidOperationException($"Unknown state {state}."),
    };

    public static string Badge(SettlementState state) => state switch
    {
        SettlementState.Paid or SettlementState.Nothing => "badge-success",
        SettlementState.Entered => "badge-info",
        _ => "badge-warning",
    };
}

/// <summary>How far a merchant's month has come.</summary>
internal enum SettlementState
{
    Missing,
    Nothing,
    Owed,
    Entered,
    Paid,
}

internal static class SettlementStates
{
    /// <param name="giftState">Of the gift that was entered for it; null when none was. A declined one is none.</param>
    public static SettlementState Of(Settlement settlement, string? giftState) => giftState switch
    {
        OfflineGiftProcess.IsConfirmed => SettlementState.Paid,
        OfflineGiftProcess.Entered => SettlementState.Entered,
        _ => settlement.AmountMinor == 0 ? SettlementState.Nothing : SettlementState.Owed,
    };
}
