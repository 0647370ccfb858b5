using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Duties;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Defences;

/// <summary>A slot with what it is about.</summary>
internal sealed record OpenSlot(DefenceSlot Slot, DefenceDay Day, Submission Submission, Call Call);

/// <summary>What an applicant knows of its defence.</summary>
internal sealed record DefenceTime(DateTime StartsUtc, DateTime EndsUtc, string Place, string? Link, string? Bring)
{
    public int Minutes => (int)(EndsUtc - StartsUtc).TotalMinutes;
}

/// <summary>Finds days and slots for those who may know of them.</summary>
internal sealed class DefenceDesk(CharityDbContext db, CallDesk calls, DeciderCheck deciders, ICurrentUser user, IOrganisations organisations, ConflictDesk conflicts)
{
    /// <summary>The lock under which a slot is scored and locked.</summary>
    public static string LockOf(Guid slotId) => $"defence:{slotId:N}";

    /// <summary>The call for those who run its defence; whoever belongs to an applicant does not.</summary>
    public async Task<Result<Call>> CallAsync(string slug, CancellationToken cancellationToken)
    {
        if (await calls.FindAsync(slug, cancellationToken) is not { IsPublic: true } call)
        {
            return CallFailures.Unknown;
        }

        return await deciders.RefusalAsync(call.Id, Permissions.DecideSubmissions, cancellationToken) is { } refusal ? refusal : call;
    }

    public async Task<DefenceDay?> DayAsync(Guid callId, Guid dayId, CancellationToken cancellationToken) => await db.Set<DefenceDay>().AsSplitQuery()
        .Include(day => day.Slots.OrderBy(slot => slot.Place)).Include(day => day.Jurors)
        .SingleOrDefaultAsync(day => day.Id == dayId && day.CallId == callId, cancellationToken);

    /// <summary>A slot of a published day for one of its jurors; null for everybody else, and for a juror who must not know of it.</summary>
    public async Task<OpenSlot?> SlotOfMineAsync(Guid slotId, CancellationToken cancellationToken)
    {
        if (user.Id is not { } id || await db.Set<DefenceSlot>().SingleOrDefaultAsync(slot => slot.Id == slotId, cancellationToken) is not { } slot)
        {
            return null;
        }

        var day = await db.Set<DefenceDay>().SingleOrDefaultAsync(day => day.Id == slot.DayId && day.PublishedUtc != null && day.Jurors.Any(juror => juror.UserId == id), cancellationToken);
        if (day is null)
        {
            return null;
        }

        var submission = await db.Set<Submission>().SingleAsync(submission => submission.Id == slot.SubmissionId, cancellationToken);
        return await MustLeaveAsync(id, submission, cancellationToken) ? null : new OpenSlot(slot, day, submission, await db.Set<Call>().SingleAsync(call => call.Id == day.CallId, cancellationToken));
    }

    /// <summary>When a submission is defended, for its organisation: its own time, once the timetable is published.</summary>
    public Task<DefenceTime?> TimeOfAsync(Guid submissionId, CancellationToken cancellationToken) =>
        (from slot in db.Set<DefenceSlot>().AsNoTracking()
         where slot.SubmissionId == submissionId
         join day in db.Set<DefenceDay>().AsNoTracking() on slot.DayId equals day.Id
         where day.PublishedUtc != null
         select new DefenceTime(slot.StartsUtc, slot.EndsUtc, day.Place, day.Link, day.Bring)).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Whether a juror leaves for a submission: a colleague of the applicant, somebody with another conflict, or who declared an interest for a day that was withdrawn.</summary>
    public async Task<bool> MustLeaveAsync(Guid userId, Submission submission, CancellationToken cancellationToken) =>
        await organisations.RoleOfAsync(userId, submission.OrganisationId, cancellationToken) is not null
        || await conflicts.IsBoundAsync(userId, submission.OrganisationId, cancellationToken)
        || await db.Set<DutyRecord>().AnyAsync(record => record.SubjectId == submission.Id && record.UserId == userId && record.Duty == Duty.Interest, cancellationToken);
}

internal static class DefenceFailures
{
    public static Failure UnknownDay => Failure.NotFound("defence_day_unknown", "There is no such day.");

    public static Failure UnknownSlot => Failure.NotFound("defence_slot_unknown", "There is no such defence.");

    public static Failure Left => Failure.Conflict("defence_left", "You declared an interest and left for this defence.");

    public static Failure Locked => Failure.Conflict("defence_locked", "The scores are locked by now.");
}
