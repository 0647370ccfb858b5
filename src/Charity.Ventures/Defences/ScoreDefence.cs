using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Duties;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Defences;

/// <summary>A juror's points for one criterion.</summary>
internal sealed record TypedPoints
{
    public string Code { get; init; } = string.Empty;
    public decimal? Given { get; init; }
}

/// <summary>Scores a defence on the spot, as often as one likes until it is locked.</summary>
[SignedIn]
internal sealed record ScoreDefence : ICommand
{
    public Guid SlotId { get; init; }

    /// <summary>The juror's own version; two phones of one juror do not overwrite each other unseen.</summary>
    public int Version { get; init; }
    public List<TypedPoints> Points { get; init; } = [];
    public string? Comment { get; init; }
}

internal sealed class ScoreDefenceValidator : AbstractValidator<ScoreDefence>
{
    public ScoreDefenceValidator() => RuleFor(score => score.Comment).MaximumLength(DefenceScore.CommentLength).Says("text_too_long", "Please use at most {0} characters.", DefenceScore.CommentLength);
}

internal sealed class ScoreDefenceHandler(CharityDbContext db, DefenceDesk desk, DutyCheck duties, ICurrentUser user, TimeProvider clock) : IRequestHandler<ScoreDefence, Result>
{
    public async Task<Result> Handle(ScoreDefence request, CancellationToken cancellationToken)
    {
        await db.LockAsync(DefenceDesk.LockOf(request.SlotId), cancellationToken);
        if (await desk.SlotOfMineAsync(request.SlotId, cancellationToken) is not { } open)
        {
            return DefenceFailures.UnknownSlot;
        }

        if (open.Slot.IsLocked)
        {
            return DefenceFailures.Locked;
        }

        var wrong = Wrong(request, open.Call.Design.Review.Criteria).ToList();
        if (wrong.Count > 0)
        {
            return Failure.Invalid(wrong[0].Code, wrong[0].Message, wrong[0].Arguments) with { Fields = wrong };
        }

        var score = await DefenceScores.TakeAsync(db, open.Slot.Id, user.Id!.Value, cancellationToken);
        if (score.Version != request.Version)
        {
            return CallFailures.ChangedMeanwhile;
        }

        if (score.HasLeft)
        {
            return DefenceFailures.Left;
        }

        score.Give(
            request.Points.ToDictionary(typed => typed.Code, typed => typed.Given!.Value, StringComparer.Ordinal),
            PlainText.Clean(request.Comment, keepLines: true) is { Length: > 0 } comment ? comment : null, clock.GetUtcNow().UtcDateTime);
        await duties.RecordMineAsync(open.Slot.SubmissionId, Duty.Score, cancellationToken);
        return Result.Ok;
    }

    /// <summary>Every criterion has points, from nothing to its weight, in halves or tenths.</summary>
    private static IEnumerable<FieldFailure> Wrong(ScoreDefence request, IReadOnlyList<Criterion> criteria)
    {
        for (var index = 0; index < criteria.Count; index++)
        {
            var typed = request.Points.Where(points => points.Code == criteria[index].Code).ToList();
            if (typed is not [{ Given: { } points }] || points < 0 || points > criteria[index].Weight || decimal.Round(points, 1) != points)
            {
                yield return new FieldFailure(FormattableString.Invariant($"Points[{index}].Given"), "points_out_of_range", "{0}: from 0 to {1} points.", criteria[index].Name, criteria[index].Weight);
            }
        }

        if (request.Points.Count != criteria.Count)
        {
            yield return new FieldFailure("Points", "points_incomplete", "Every criterion needs its points.");
        }
    }
}

internal static class DefenceScores
{
    public static async Task<DefenceScore> TakeAsync(CharityDbContext db, Guid slotId, Guid userId, CancellationToken cancellationToken)
    {
        var score = await db.Set<DefenceScore>().SingleOrDefaultAsync(score => score.SlotId == slotId && score.UserId == userId, cancellationToken);
        if (score is null)
        {
            db.Add(score = DefenceScore.Begin(slotId, userId));
        }

        return score;
    }
}
