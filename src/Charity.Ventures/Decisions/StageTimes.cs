using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Decisions;

/// <summary>Measures a call's stages from the trail of its submissions' moves.</summary>
internal sealed class StageTimes(CharityDbContext db, SiteTime time)
{
    private static readonly string[] Answered = [SubmissionProcess.OnNotice, SubmissionProcess.Reserve, SubmissionProcess.Declined, SubmissionProcess.Ineligible];

    /// <summary>Once for each state of the call in which its decisions are public.</summary>
    public async Task MeasureAsync(Call call, CancellationToken cancellationToken)
    {
        var kept = await db.Set<StageTime>().Where(stage => stage.CallId == call.Id).ToListAsync(cancellationToken);
        if (call.State is not (CallProcess.Notice or CallProcess.Awarded) || kept.Exists(stage => stage.CallState == call.State))
        {
            return;
        }

        var promised = await db.Set<Submission>().Where(submission => submission.CallId == call.Id && submission.Number != null).ToDictionaryAsync(submission => submission.Id, submission => submission.AnswerOn, cancellationToken);
        var moves = await db.Set<WorkflowStep>().AsNoTracking()
            .Where(step => step.Process == SubmissionProcess.Table.Process && db.Set<Submission>().Any(submission => submission.Id == step.InstanceId && submission.CallId == call.Id && submission.Number != null))
            .Select(step => new Move(step.InstanceId, step.Number, step.From, step.Trigger, step.To, step.AtUtc))
            .ToListAsync(cancellationToken);
        var stays = moves.GroupBy(move => move.SubmissionId).SelectMany(trail => StaysOf([.. trail.OrderBy(move => move.Number)], promised[trail.Key])).ToLookup(stay => stay.Stage);
        db.RemoveRange(kept);
        await db.SaveChangesAsync(cancellationToken);
        db.AddRange(Stages.All.Where(stays.Contains).Select(stage => new StageTime(
            call.Id, call.State, stage, stays[stage].Count(), Median([.. stays[stage].Select(stay => stay.Time)]), stage == Stages.Answer ? stays[stage].Count(stay => stay.WasInTime) : null)));
    }

    /// <summary>How long one submission was in each stage that it has left other than by being withdrawn; several stays in one stage make one.</summary>
    private IEnumerable<Stay> StaysOf(IReadOnlyList<Move> trail, DateOnly? promised)
    {
        var times = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        for (var index = 1; index < trail.Count; index++)
        {
            if (StageOf(trail[index].From) is { } stage && trail[index].Trigger != SubmissionProcess.Withdraw)
            {
                times[stage] = times.GetValueOrDefault(stage) + (trail[index].AtUtc - trail[index - 1].AtUtc);
            }
        }

        foreach (var (stage, length) in times)
        {
            yield return new Stay(stage, length, WasInTime: false);
        }

        var handedIn = trail.FirstOrDefault(move => move.Trigger == SubmissionProcess.Submit);
        if (handedIn is not null && trail.FirstOrDefault(move => Answered.Contains(move.To)) is { } answer)
        {
            yield return new Stay(Stages.Answer, answer.AtUtc - handedIn.AtUtc, promised is null || time.DayOf(answer.AtUtc) <= promised);
        }
    }

    private static string? StageOf(string state) => state switch
    {
        SubmissionProcess.Submitted => Stages.Check,
        SubmissionProcess.Returned or SubmissionProcess.Revising => Stages.Applicant,
        SubmissionProcess.Eligible => Stages.Waiting,
        SubmissionProcess.UnderReview => Stages.Review,
        SubmissionProcess.Scored or SubmissionProcess.Shortlisted or SubmissionProcess.Defended or SubmissionProcess.Reserve => Stages.Decision,
        SubmissionProcess.OnNotice or SubmissionProcess.Contested => Stages.Notice,
        _ => null,
    };

    /// <summary>In whole minutes.</summary>
    private static int Median(List<TimeSpan> times)
    {
        times.Sort();
        var middle = times.Count / 2;
        return (int)(times.Count % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2).TotalMinutes;
    }

    private sealed record Move(Guid SubmissionId, int Number, string From, string Trigger, string To, DateTime AtUtc);

    private sealed record Stay(string Stage, TimeSpan Time, bool WasInTime);
}
