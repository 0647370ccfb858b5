namespace Charity.Funds.Register;

/// <summary>What differs from place to place.</summary>
internal sealed record FundSettings
{
    /// <summary>A committee has at least this many seats.</summary>
    public int CommitteeMinimum { get; init; } = 5;

    /// <summary>A report about a fund is answered within this many working days.</summary>
    public int ReportWorkingDays { get; init; } = 5;

    /// <summary>A motion stands on the fund's page at least this many days before its vote; 0 lets it be voted on the same day.</summary>
    public int MotionNoticeDays { get; init; }

    /// <summary>Amounts a new fund offers, in minor units.</summary>
    public IReadOnlyList<long> PresetsMinor { get; init; } = [1000, 5000, 10000, 20000];

    /// <summary>The amount from which a new fund asks its donors to confirm, in minor units.</summary>
    public long LargeGiftMinor { get; init; } = 500000;
}
