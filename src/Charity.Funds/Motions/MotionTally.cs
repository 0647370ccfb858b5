using Charity.Platform.Text;

namespace Charity.Funds.Motions;

internal enum VoteChoice
{
    For,
    Against,
    Abstained,

    /// <summary>Did not come. The seat counts all the same: it takes more than half of the seats, not of those who came.</summary>
    Absent,

    /// <summary>Has a personal interest: is not counted, and it is published.</summary>
    SteppedAside,
}

/// <summary>A seat's vote with the seat as it was on that day.</summary>
/// <param name="Interest">Why the member stepped aside; null otherwise.</param>
internal sealed record SeatVote(Guid SeatId, string Name, LocalizedText? Represents, VoteChoice Choice, string? Interest);

/// <summary>The result of a vote.</summary>
/// <param name="Present">Seats that are counted, or residents who came and did not step aside.</param>
/// <param name="SteppedAside">Not among them.</param>
internal sealed record MotionTally(int Present, int For, int Against, int Abstained, int Absent, int SteppedAside)
{
    /// <summary>More than half of those who are counted; exactly half is not enough.</summary>
    public bool Passes => For > Present - For;

    public static MotionTally Of(IReadOnlyList<SeatVote> votes)
    {
        int Count(VoteChoice choice) => votes.Count(vote => vote.Choice == choice);
        return new MotionTally(
            votes.Count - Count(VoteChoice.SteppedAside), Count(VoteChoice.For), Count(VoteChoice.Against), Count(VoteChoice.Abstained), Count(VoteChoice.Absent), Count(VoteChoice.SteppedAside));
    }
}

/// <summary>A vote as it is written down.</summary>
internal sealed record MotionVote(DateOnly HeldOn, MotionTally Tally, IReadOnlyList<SeatVote> Votes, string? SupervisorName, string? SupervisorRemark);
