namespace Charity.Ventures.Wishes;

/// <summary>How far a micro-wish may go. Amounts are minor units (fen).</summary>
internal sealed record WishSettings
{
    /// <summary>The most that what is wished may cost.</summary>
    public long MostMinor { get; init; } = 50_000;

    /// <summary>So many days somebody has to bring what they took on; then the wish is open again.</summary>
    public int DaysToFulfil { get; init; } = 14;

    /// <summary>So many wishes one person takes on at a time.</summary>
    public int ClaimsAtOnce { get; init; } = 3;
}
