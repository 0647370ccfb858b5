namespace Charity.Donations.Alliance;

/// <summary>What differs from place to place.</summary>
internal sealed record AllianceSettings
{
    /// <summary>A merchant tells a month's sales within this many days of its end; then it is listed as late.</summary>
    public int DaysToTell { get; init; } = 10;

    /// <summary>The money comes within this many days of the day the sales were told.</summary>
    public int DaysToPay { get; init; } = 15;
}
