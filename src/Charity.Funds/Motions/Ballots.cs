using Charity.Funds.Register;
using Charity.Platform.Requests;
using Charity.Platform.Text;

namespace Charity.Funds.Motions;

/// <summary>Who votes in a committee: everybody but its supervisors, who watch.</summary>
internal static class VotingSeats
{
    public static IReadOnlyList<CommitteeMember> Of(Fund fund) => [.. fund.Committee.Where(seat => seat.Role != CommitteeRole.Supervisor).OrderBy(seat => seat.Position)];

    public static IReadOnlyList<CommitteeMember> Supervisors(Fund fund) => [.. fund.Committee.Where(seat => seat.Role == CommitteeRole.Supervisor).OrderBy(seat => seat.Position)];

    /// <summary>The supervisor of this name; null when the fund has none such.</summary>
    public static string? Supervisor(Fund fund, string? name) => Supervisors(fund).FirstOrDefault(seat => seat.Name == PlainText.Clean(name))?.Name;
}

/// <summary>Reads the vote of a committee: one for each seat, no more and no less.</summary>
internal static class CommitteeBallot
{
    public static Result<MotionVote> Read(RecordVote request, Motion motion, Fund fund)
    {
        var seats = VotingSeats.Of(fund);
        if (!request.Votes.Select(vote => vote.SeatId).Order().SequenceEqual(seats.Select(seat => seat.Id).Order()))
        {
            return Failure.Conflict("committee_changed", "The committee is not the one of the form: every seat votes once. Open the form again.");
        }

        foreach (var (vote, index) in request.Votes.Select((vote, index) => (vote, index)))
        {
            if (vote.Choice != VoteChoice.SteppedAside && MotionNames.AreSame(seats.Single(seat => seat.Id == vote.SeatId).Name, motion.PayeeName))
            {
                return Failure.Field($"Votes[{index}].Choice", "payee_votes", "The money goes to this member, so the member steps aside.");
            }
        }

        if (VotingSeats.Supervisor(fund, request.SupervisorName) is not { } supervisor)
        {
            return Failure.Field(nameof(request.SupervisorName), "supervisor_missing", "Please say which supervisor watched.");
        }

        var remark = PlainText.Clean(request.SupervisorRemark, keepLines: true);
        if (remark.Length == 0)
        {
            return Failure.Field(nameof(request.SupervisorRemark), "supervisor_remark_missing", "Please write down the supervisor's remark.");
        }

        IReadOnlyList<SeatVote> votes = [.. seats.Select(seat => Of(seat, request.Votes.Single(vote => vote.SeatId == seat.Id)))];
        var tally = MotionTally.Of(votes);
        return tally.Present > votes.Count - tally.Present
            ? new MotionVote(request.HeldOn!.Value, tally, votes, supervisor, remark)
            : Failure.Conflict("too_many_aside", "Half of the committee or more steps aside, so it cannot decide this. Put it to a residents' meeting.");
    }

    private static SeatVote Of(CommitteeMember seat, TypedVote vote) =>
        new(seat.Id, seat.Name, seat.Represents, vote.Choice!.Value, vote.Choice == VoteChoice.SteppedAside ? PlainText.Clean(vote.Interest) : null);
}

/// <summary>Reads the count of a residents' meeting; it has to add up.</summary>
internal static class ResidentsBallot
{
    public static Result<MotionVote> Read(RecordVote request, Fund fund)
    {
        if (request is not { Present: > 0 and var present, For: { } inFavour, Against: { } against, Abstained: { } abstained })
        {
            return Failure.Field(nameof(request.Present), "count_missing", "Please say how many came, and how many were for it, against it and abstained.");
        }

        if (inFavour + against + abstained != present)
        {
            return Failure.Field(nameof(request.Present), "count_differs", "For, against and abstained make {0}, but {1} were present and counted.", inFavour + against + abstained, present);
        }

        var remark = PlainText.Clean(request.SupervisorRemark, keepLines: true);
        return new MotionVote(
            request.HeldOn!.Value, new MotionTally(present, inFavour, against, abstained, 0, request.SteppedAside ?? 0), [], VotingSeats.Supervisor(fund, request.SupervisorName), remark.Length == 0 ? null : remark);
    }
}
