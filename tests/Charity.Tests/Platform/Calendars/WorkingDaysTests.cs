using System.Globalization;
using Charity.Platform.Calendars;
using FsCheck;
using FsCheck.Fluent;

namespace Charity.Tests.Platform.Calendars;

public sealed class WorkingDaysTests
{
    private readonly WorkingDays _calendar = new();

    [Theory]
    [InlineData("2026-03-06", 1, "2026-03-09")] // Friday to Monday
    [InlineData("2026-03-07", 1, "2026-03-09")]
    [InlineData("2026-03-02", 5, "2026-03-09")]
    [InlineData("2026-03-07", 0, "2026-03-07")]
    [InlineData("2026-02-13", 1, "2026-02-14")] // the Saturday before the Spring Festival is worked
    [InlineData("2026-02-14", 1, "2026-02-24")]
    [InlineData("2026-02-24", 4, "2026-02-28")]
    [InlineData("2026-09-30", 3, "2026-10-10")]
    [InlineData("2025-09-26", 4, "2025-10-09")]
    [InlineData("2025-12-31", 1, "2026-01-04")]
    [InlineData("2026-03-09", -1, "2026-03-06")]
    [InlineData("2026-02-24", -2, "2026-02-13")]
    public void Add_Days_SkipsWeekendsAndHolidays(string from, int days, string expected) => Assert.Equal(Day(expected), _calendar.Add(Day(from), days));

    [Fact]
    public void Add_BeyondTheData_CountsWeekendsOnly()
    {
        Assert.Equal(new DateOnly(2026, 12, 31), _calendar.KnownUntil);
        Assert.Equal(Day("2099-10-01"), _calendar.Add(Day("2099-09-30"), 1)); // a Wednesday and National Day
        Assert.Equal(Day("2099-10-05"), _calendar.Add(Day("2099-10-02"), 1));
    }

    [Fact]
    public void IsWorkingDay_ArrangedYears_HaveTheDaysOfTheLaw()
    {
        // 365 days, 104 weekend days; since 2025 the law gives 13 holidays, and what falls on a weekend is given back on another day.
        Assert.Equal(248, _calendar.Between(Day("2024-12-31"), Day("2025-12-31")));
        Assert.Equal(248, _calendar.Between(Day("2025-12-31"), Day("2026-12-31")));
    }

    [Fact]
    public void ReadEmbedded_EveryYear_IsConsistentAndNamesItsSource() => Assert.All(WorkingDays.ReadEmbedded().Years, year =>
    {
        var off = year.Off.SelectMany(holiday => holiday.Days()).ToList();

        Assert.Contains("国办发明电", year.Source, StringComparison.Ordinal);
        Assert.Equal(off.Distinct(), off);
        Assert.All(off.Concat(year.Working), day => Assert.Equal(year.Year, day.Year));
        Assert.All(year.Working, day => Assert.True(day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && !off.Contains(day)));
    });

    [Fact]
    public void Between_WhatAddGave_IsTheNumberOfDays() =>
        Prop.ForAll(Gen.Choose(0, 730).ToArbitrary(), Gen.Choose(-60, 60).ToArbitrary(), (offset, days) =>
        {
            var from = Day("2025-01-01").AddDays(offset);
            var until = _calendar.Add(from, days);
            return days == 0 ? until == from : days > 0 ? _calendar.Between(from, until) == days && _calendar.IsWorkingDay(until) : _calendar.IsWorkingDay(until);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2026-03-02", "2026-03-09", 5)]
    [InlineData("2026-03-09", "2026-03-02", -5)]
    [InlineData("2026-02-14", "2026-02-23", 0)]
    public void Between_TwoDays_CountsTheLastNotTheFirst(string from, string until, int expected) =>
        Assert.Equal(expected, _calendar.Between(Day(from), Day(until)));

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
