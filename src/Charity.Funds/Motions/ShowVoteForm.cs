using Charity.Funds.Manage;
using Charity.Funds.Register;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;

namespace Charity.Funds.Motions;

/// <summary>The form in which the vote on a motion is written down.</summary>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record ShowVoteForm(string Slug, Guid Id) : IQuery<VoteForm>, IFundRequest;

/// <param name="Seats">Those who vote, in the order of <see cref="RecordVote.Votes"/>; none for a residents' meeting.</param>
internal sealed record VoteForm(RecordVote Typed, MotionKind Kind, string Code, LocalizedText Title, DateOnly VoteOn, IReadOnlyList<CommitteeSeat> Seats, IReadOnlyList<string> Supervisors);

internal sealed class ShowVoteFormHandler(MotionDesk desk, SiteTime time) : IRequestHandler<ShowVoteForm, Result<VoteForm>>
{
    public async Task<Result<VoteForm>> Handle(ShowVoteForm request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Slug, request.Id, cancellationToken) is not { } motion)
        {
            return MotionFailures.Unknown;
        }

        if (motion.State != MotionProcess.Open)
        {
            return Failure.Conflict("not_put_to_vote", "This motion is not put to the vote, or its vote is recorded already.");
        }

        var fund = await desk.FundAsync(request.Slug, cancellationToken);
        var seats = motion.Kind == MotionKind.Committee ? VotingSeats.Of(fund) : [];
        return new VoteForm(
            new RecordVote { Slug = request.Slug, Id = motion.Id, Version = motion.Version, HeldOn = time.Today < motion.VoteOn ? motion.VoteOn : time.Today, Votes = [.. seats.Select(seat => new TypedVote { SeatId = seat.Id })] },
            motion.Kind, motion.Code, motion.Title, motion.VoteOn, [.. seats.Select(seat => seat.Seat)], [.. VotingSeats.Supervisors(fund).Select(seat => seat.Name)]);
    }
}
