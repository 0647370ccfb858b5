using Charity.Platform.Text;

namespace Charity.Funds.Motions;

/// <summary>What things are called: English texts, the keys of their translations.</summary>
internal static class MotionWords
{
    public static string Of(MotionKind kind) => kind switch
    {
        MotionKind.Committee => "Vote of the committee",
        MotionKind.Residents => "Residents' meeting",
        _ => throw new InvalidOperationException($"Unknown kind {kind}."),
    };

    public static string Of(VoteChoice choice) => choice switch
    {
        VoteChoice.For => "In favour",
        VoteChoice.Against => "Against",
        VoteChoice.Abstained => "Abstained",
        VoteChoice.Absent => "Absent",
        VoteChoice.SteppedAside => "Stepped aside",
        _ => throw new InvalidOperationException($"Unknown choice {choice}."),
    };

    public static string Badge(string state) => state switch
    {
        MotionProcess.Open => "badge-info",
        MotionProcess.Passed => "badge-success",
        MotionProcess.Rejected => "badge-danger",
        _ => "badge-quiet",
    };

    /// <summary>The six elements in the order in which they are asked.</summary>
    public static IReadOnlyList<(string Label, LocalizedText Text)> Items(MotionElements elements) =>
    [
        ("When", elements.When),
        ("At which place", elements.Where),
        ("Who takes part", elements.Who),
        ("With what means", elements.Resources),
        ("What is done", elements.Action),
        ("What comes of it", elements.Outcome),
    ];
}
