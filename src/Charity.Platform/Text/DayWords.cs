using System.Globalization;

namespace Charity.Platform.Text;

/// <summary>Writes days and times for readers, in the current language. Times are the site's local ones (<see cref="Settings.SiteTime"/>).</summary>
public static class DayWords
{
    public static string Of(DateOnly day) => day.ToString(IsChinese ? "yyyy年M月d日" : "d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <param name="local">In the site's time zone.</param>
    public static string Of(DateTime local) => local.ToString(IsChinese ? "yyyy年M月d日 HH:mm" : "d MMMM yyyy, HH:mm", CultureInfo.CurrentCulture);

    /// <summary>For the <c>datetime</c> attribute and date fields.</summary>
    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>For the <c>datetime</c> attribute.</summary>
    public static string Iso(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";
}
