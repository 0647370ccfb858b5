using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Defences;

/// <summary>Ends a defence: its scores are locked, and the submission is defended. Whoever did not come has no points for it.</summary>
[Requires(Permissions.DecideSubmissions)]
internal sealed record LockDefence(string Slug, Guid SlotId, bool IsApplicantAbsent, int Version) : ICommand;

internal sealed class LockDefenceHandler(CharityDbContext db, DefenceDesk desk, IWorkflowDoor door, TimeProvider clock) : IRequestHandler<LockDefence, Result>
{
    public async Task<Result> Handle(LockDefence request, CancellationToken cancellationToken)
    {
        var found = await desk.CallAsync(request.Slug, cancellationToken);
        if (found.Failure is { } failure)
        {
            return failure;
        }

        await db.LockAsync(DefenceDesk.LockOf(request.SlotId), cancellationToken);
        var slot = await db.Set<DefenceSlot>().SingleOrDefaultAsync(
            slot => slot.Id == request.SlotId && db.Set<DefenceDay>().Any(day => day.Id == slot.DayId && day.CallId == found.Value.Id && day.PublishedUtc != null), cancellationToken);
        if (slot is null)
        {
            return DefenceFailures.UnknownSlot;
        }

        if (slot.Version != request.Version || slot.IsLocked)
        {
            return CallFailures.ChangedMeanwhile;
        }

        if (slot.StartsUtc > clock.GetUtcNow().UtcDateTime)
        {
            return Failure.Conflict("defence_ahead", "This defence has not begun yet.");
        }

        if (!request.IsApplicantAbsent && !await db.Set<DefenceScore>().AnyAsync(score => score.SlotId == slot.Id && !score.HasLeft, cancellationToken))
        {
            return Failure.Conflict("defence_unscored", "No juror has scored yet. Lock it when they have, or say that the applicant did not come.");
        }

        slot.Lock(request.IsApplicantAbsent, clock.GetUtcNow().UtcDateTime);
        var submission = await db.Set<Submission>().SingleAsync(submission => submission.Id == slot.SubmissionId, cancellationToken);

        // Whoever withdrew meanwhile stays withdrawn.
        return submission.State == SubmissionProcess.Shortlisted
            ? await door.FireAsync(SubmissionProcess.Table, submission, SubmissionProcess.Defend, expectedVersion: null, note: null, cancellationToken)
            : Result.Ok;
    }
}
