namespace Charity.Donations.Giving;

/// <summary>Limits and the expected fee of gifts. Amounts are minor units (fen).</summary>
internal sealed record GivingSettings
{
    public long MinimumMinor { get; init; } = 100;
    public long MaximumMinor { get; init; } = 100_000_000;

    /// <summary>What the payment provider is expected to keep, in hundredths of a percent: 60 are 0.6 %.</summary>
    public int FeeBasisPoints { get; init; } = 60;
    public long FeeFixedMinor { get; init; }

    /// <summary>From here on donors confirm once more, where the fund names no amount of its own (300 typed as 30,000 does happen).</summary>
    public long LargeGiftMinor { get; init; } = 500_000;

    /// <summary>Hosts besides this site that API callers may send donors back to.</summary>
    public IReadOnlyList<string> ReturnHosts { get; init; } = [];
}
