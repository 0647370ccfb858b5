using Charity.Funds.Manage;
using Charity.Funds.Register;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;

namespace Charity.Funds.Motions;

/// <summary>Writes down how the vote on a motion went, once. Whether it passed is not said but counted.</summary>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record RecordVote : ICommand, IFundRequest
{
    public string Slug { get; init; } = string.Empty;
    public Guid Id { get; init; }

    /// <summary>The version the keeper looked at.</summary>
    public int Version { get; init; }
    public DateOnly? HeldOn { get; init; }

    /// <summary>One for each seat of the committee that votes; none for a residents' meeting.</summary>
    // A list of its own: the model binder cannot add to an empty array.
    public List<TypedVote> Votes { get; init; } = [];

    /// <summary>Of a residents' meeting: who came, without those who stepped aside.</summary>
    public int? Present { get; init; }
    public int? For { get; init; }
    public int? Against { get; init; }
    public int? Abstained { get; init; }
    public int? SteppedAside { get; init; }

    /// <summary>Which of the fund's supervisors watched.</summary>
    public string? SupervisorName { get; init; }
    public string? SupervisorRemark { get; init; }
}

internal sealed record TypedVote
{
    public Guid SeatId { get; init; }
    public VoteChoice? Choice { get; init; }

    /// <summary>Why the member steps aside.</summary>
    public string? Interest { get; init; }
}

internal sealed class RecordVoteValidator : AbstractValidator<RecordVote>
{
    private const int MostPeople = 100_000;

    public RecordVoteValidator()
    {
        RuleFor(vote => vote.HeldOn).NotNull().Says("held_day_missing", "Please say on which day the vote was.");
        RuleForEach(vote => vote.Votes).ChildRules(seat =>
        {
            seat.RuleFor(s => s.Choice).NotNull().Says("choice_missing", "Please say how this seat voted.").IsInEnum().Says("choice_missing", "Please say how this seat voted.");
            seat.RuleFor(s => s.Interest).Must((s, interest) => s.Choice != VoteChoice.SteppedAside || PlainText.Clean(interest).Length > 0)
                .Says("interest_missing", "Please say which interest made the member step aside; it is published.")
                .MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
        });
        foreach (var count in new System.Linq.Expressions.Expression<Func<RecordVote, int?>>[] { vote => vote.Present, vote => vote.For, vote => vote.Against, vote => vote.Abstained, vote => vote.SteppedAside })
        {
            RuleFor(count).InclusiveBetween(0, MostPeople).Says("count_wrong", "The number lies between 0 and {0}.", MostPeople);
        }

        RuleFor(vote => vote.SupervisorRemark).MaximumLength(Motion.TextLength).Says("text_too_long", "Please use at most {0} characters.", Motion.TextLength);
    }
}

internal sealed class RecordVoteHandler(MotionDesk desk, IWorkflowDoor door, ICurrentUser user, SiteTime time) : IRequestHandler<RecordVote, Result>
{
    public async Task<Result> Handle(RecordVote request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Slug, request.Id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var motion = taken.Value;
        if (motion.Version != request.Version || motion.State != MotionProcess.Open)
        {
            return FundFailures.ChangedMeanwhile;
        }

        if (WhyNotOn(request.HeldOn!.Value, motion) is { } untimely)
        {
            return untimely;
        }

        var fund = await desk.FundAsync(request.Slug, cancellationToken);
        var vote = motion.Kind == MotionKind.Committee ? CommitteeBallot.Read(request, motion, fund) : ResidentsBallot.Read(request, fund);
        if (vote.Failure is { } wrong)
        {
            return wrong;
        }

        motion.Count(vote.Value, user.Id, user.Name);
        return await door.FireAsync(MotionProcess.Table, motion, vote.Value.Tally.Passes ? MotionProcess.Pass : MotionProcess.Reject, request.Version, null, cancellationToken);
    }

    private Failure? WhyNotOn(DateOnly day, Motion motion) =>
        day < motion.VoteOn ? Failure.Field(nameof(RecordVote.HeldOn), "vote_before_announced", "The vote was announced for {0}; it cannot have been earlier.", motion.VoteOn)
        : day > time.Today ? Failure.Field(nameof(RecordVote.HeldOn), "vote_not_yet", "This day is still to come.")
        : null;
}
