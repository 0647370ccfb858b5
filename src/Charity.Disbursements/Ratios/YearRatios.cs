namespace Charity.Disbursements.Ratios;

/// <summary>
/// What a charity that raises money in public has to keep to (慈善法, charity law of 2023, article 61): 70 per cent of last year's income spent on charitable
/// work, at most 10 per cent of the year's spending on administration.
/// </summary>
internal sealed record RatioSettings
{
    /// <summary>Of last year's income, in hundredths of a per cent.</summary>
    public int SpendingBasisPoints { get; init; } = 7_000;

    /// <summary>Of all spending of the year, in hundredths of a per cent.</summary>
    public int AdministrationBasisPoints { get; init; } = 1_000;
}

/// <summary>The ratios of one calendar year, in yuan's minor units, in whole numbers throughout.</summary>
/// <param name="IncomeBeforeMinor">Of the year before.</param>
/// <param name="SpentMinor">For charitable work.</param>
internal sealed record YearRatios(int Year, long IncomeBeforeMinor, long SpentMinor, long AdministrationMinor, RatioSettings Limits)
{
    public long TotalMinor => SpentMinor + AdministrationMinor;

    /// <summary>What has to be spent until 31 December, rounded up to the fen.</summary>
    public long RequiredMinor => (long)((((Int128)Math.Max(0, IncomeBeforeMinor) * Limits.SpendingBasisPoints) + 9_999) / 10_000);

    public long MissingMinor => Math.Max(0, RequiredMinor - SpentMinor);

    public bool KeepsSpending => MissingMinor == 0;

    public bool KeepsAdministration => (Int128)AdministrationMinor * 10_000 <= (Int128)Limits.AdministrationBasisPoints * Math.Max(0, TotalMinor);

    /// <summary>In hundredths of a per cent, cut off so that it never looks better than it is; null without income.</summary>
    public long? SpendingRate => IncomeBeforeMinor > 0 ? (long)((Int128)Math.Max(0, SpentMinor) * 10_000 / IncomeBeforeMinor) : null;

    /// <summary>In hundredths of a per cent, rounded up so that it never looks better than it is; null without spending.</summary>
    public long? AdministrationRate => TotalMinor > 0 ? (long)((((Int128)Math.Max(0, AdministrationMinor) * 10_000) + TotalMinor - 1) / TotalMinor) : null;

    /// <summary>Whether going on as until now would miss what has to be spent: held against the days of the year that are over, today not among them.</summary>
    public bool WouldMissSpending(DateOnly today)
    {
        if (today.Year != Year)
        {
            return today.Year > Year && !KeepsSpending;
        }

        var (over, all) = (today.DayOfYear - 1, DateTime.IsLeapYear(Year) ? 366 : 365);
        return over > 0 && (Int128)SpentMinor * all < (Int128)RequiredMinor * over;
    }
}
