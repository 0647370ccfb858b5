using System.Globalization;
using Charity.Platform.Text;

namespace Charity.Disbursements.Aid;

/// <summary>How often a programme pays. Kept by name in the database: only ever added to.</summary>
internal enum AidRhythm
{
    Month,
    Quarter,
    Year,
}

/// <summary>The time a list is for: <c>2026-11</c>, <c>2026-Q4</c> or <c>2026</c>.</summary>
internal static class AidPeriod
{
    public const int Length = 7;

    /// <summary>So many periods back a list may still be brought.</summary>
    private const int Back = 12;

    public static string Of(AidRhythm rhythm, DateOnly day) => rhythm switch
    {
        AidRhythm.Month => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        AidRhythm.Quarter => string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-Q{(day.Month + 2) / 3}"),
        AidRhythm.Year => day.ToString("yyyy", CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(rhythm)),
    };

    /// <summary>Those a list may be for today: the present one first, the next one, then those before.</summary>
    public static IReadOnlyList<string> Around(AidRhythm rhythm, DateOnly today) =>
        [.. new[] { 0, 1 }.Concat(Enumerable.Range(1, Back).Select(back => -back)).Select(steps => Of(rhythm, Move(rhythm, today, steps)))];

    private static DateOnly Move(AidRhythm rhythm, DateOnly day, int steps)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        return rhythm switch { AidRhythm.Month => first.AddMonths(steps), AidRhythm.Quarter => first.AddMonths(3 * steps), _ => first.AddYears(steps) };
    }

    /// <summary>As people write it: 2026年11月, 2026年第4季度, 2026年; November 2026, Q4 2026, 2026.</summary>
    public static LocalizedText InWords(string period)
    {
        var year = period[..4];
        if (period.Length == 4)
        {
            return new LocalizedText($"{year}年", year);
        }

        if (period[5] == 'Q')
        {
            return new LocalizedText($"{year}年第{period[6]}季度", $"Q{period[6]} {year}");
        }

        var month = DateOnly.ParseExact(period, "yyyy-MM", CultureInfo.InvariantCulture);
        return new LocalizedText(string.Create(CultureInfo.InvariantCulture, $"{year}年{month.Month}月"), month.ToString("MMMM yyyy", CultureInfo.InvariantCulture));
    }
}
