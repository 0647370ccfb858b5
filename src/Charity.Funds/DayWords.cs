using System.Globalization;

namespace Charity.Funds;

/// <summary>Days and times as people write them: 2026年3月12日, 12 March 2026.</summary>
internal static class DayWords
{
    public static string Of(DateOnly day) => day.ToString(IsChinese ? "yyyy年M月d日" : "d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <param name="local">In the site's time zone.</param>
    public static string Of(DateTime local) => local.ToString(IsChinese ? "yyyy年M月d日 HH:mm" : "d MMMM yyyy, HH:mm", CultureInfo.CurrentCulture);

    /// <summary>For the <c>datetime</c> attribute and date fields.</summary>
    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";
}
