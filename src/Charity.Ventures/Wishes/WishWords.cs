namespace Charity.Ventures.Wishes;

/// <summary>English words, keys of their translations.</summary>
internal static class WishWords
{
    /// <summary>The badge's class.</summary>
    public static string Badge(string state) => state switch
    {
        WishProcess.Submitted => "badge-warning",
        WishProcess.Open => "badge-accent",
        WishProcess.Claimed => "badge-info",
        WishProcess.Fulfilled => "badge-success",
        _ => "badge-quiet",
    };

    public static string Of(ClaimOutcome outcome) => outcome switch
    {
        ClaimOutcome.InHand => "In hand",
        ClaimOutcome.Fulfilled => "Fulfilled",
        ClaimOutcome.GivenBack => "Given back",
        ClaimOutcome.Lapsed => "The days were over",
        ClaimOutcome.Closed => "Closed by the community",
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };
}
