using System.Globalization;

namespace Charity.Disbursements.Tracking;

internal static class TrackingWords
{
    public static string Of(TrackingView by) => by switch
    {
        TrackingView.Year => "Year",
        TrackingView.Programme => "Programme",
        TrackingView.Fund => "Fund",
        TrackingView.Street => "Street",
        _ => throw new InvalidOperationException($"Unknown view {by}."),
    };

    /// <summary>Such as <c>60.15%</c>; a dash where nothing was received.</summary>
    public static string Rate(TrackingRow row) => row.RateHundredths is { } rate ? Percent(rate) : "–";

    /// <summary>For a progress bar, at most 100.</summary>
    public static string BarOf(TrackingRow row) => Math.Min(row.RateHundredths ?? 0, 10_000) is var rate ? (rate / 100m).ToString("0.00", CultureInfo.InvariantCulture) : "0";

    private static string Percent(int hundredths) => string.Create(CultureInfo.InvariantCulture, $"{hundredths / 100m:0.##}%");
}
