using Charity.Organisations.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Users.Contracts;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Duties;
using Charity.Ventures.Submissions;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Defences;

/// <summary>
/// Withdraws a timetable that people rely on already, as long as nobody was heard: before its first defence, or when the day went by without one.
/// Applicants and jurors are told the reason, which stays in the audit trail; the submissions wait for another time.
/// </summary>
[Requires(Permissions.DecideSubmissions)]
internal sealed record WithdrawDefence(string Slug, Guid DayId, int Version, string? Reason) : ICommand;

internal sealed class WithdrawDefenceValidator : AbstractValidator<WithdrawDefence>
{
    public const int ReasonLength = 500;

    public WithdrawDefenceValidator() => RuleFor(withdrawal => withdrawal.Reason)
        .Must(reason => PlainText.Clean(reason).Length > 0).Says("withdrawal_reason_missing", "Say why the timetable is withdrawn; applicants and jurors read it.")
        .MaximumLength(ReasonLength).Says("text_too_long", "Please use at most {0} characters.", ReasonLength);
}

internal sealed class WithdrawDefenceHandler(
    CharityDbContext db, DefenceDesk desk, DutyCheck duties, IOrganisationMails mails, IUserDirectory users, IAlerts alerts, IAuditTrail audit, SiteAddress site, SiteTime time, TimeProvider clock) : IRequestHandler<WithdrawDefence, Result>
{
    public static string AlertKey(Guid callId) => $"defence-withdrawn:{callId:N}";

    public async Task<Result> Handle(WithdrawDefence request, CancellationToken cancellationToken)
    {
        var found = await desk.CallAsync(request.Slug, cancellationToken);
        if (found.Failure is { } failure)
        {
            return failure;
        }

        var call = found.Value;
        await db.LockAsync(SelectionDesk.LockOf(call.Id), cancellationToken);
        if (await desk.DayAsync(call.Id, request.DayId, cancellationToken) is not { } day)
        {
            return DefenceFailures.UnknownDay;
        }

        if (day.Version != request.Version || !day.IsPublished)
        {
            return CallFailures.ChangedMeanwhile;
        }

        // A juror who scores at this moment comes before or after, not in between.
        foreach (var slot in day.Slots)
        {
            await db.LockAsync(DefenceDesk.LockOf(slot.Id), cancellationToken);
        }

        if (await HasTakenPlaceAsync(day, cancellationToken))
        {
            return Failure.Conflict("defence_took_place", "A defence of this day has taken place or is under way, so its timetable stays.");
        }

        var reason = PlainText.Clean(request.Reason, keepLines: true);
        await TellAsync(call, day, reason, cancellationToken);
        await alerts.RaiseAsync(
            AlertKey(call.Id), Permissions.DecideSubmissions, $"/office/calls/{call.Slug}/defences", "The defence timetable of {0} on {1} was withdrawn. Lay out another day.",
            [call.Title.Zh, DayWords.Iso(day.Day)], cancellationToken);
        audit.Record("Defence.Withdrawn", day.Id.ToString(), new { Call = call.Slug, day.Day, Reason = reason, Submissions = day.Slots.Select(slot => slot.SubmissionId) });
        await KeepInterestsAsync(day, cancellationToken);
        db.Remove(day);
        return Result.Ok;
    }

    /// <summary>Whoever declared an interest and left stays away from that submission on another day as well.</summary>
    private async Task KeepInterestsAsync(DefenceDay day, CancellationToken cancellationToken)
    {
        var submissions = day.Slots.ToDictionary(slot => slot.Id, slot => slot.SubmissionId);
        Guid[] slots = [.. submissions.Keys];
        foreach (var left in await db.Set<DefenceScore>().Where(score => EF.Parameter(slots).Contains(score.SlotId) && score.HasLeft).ToListAsync(cancellationToken))
        {
            await duties.RecordAsync(submissions[left.SlotId], left.UserId, Duty.Interest, cancellationToken);
            db.Remove(left);
        }
    }

    private async Task<bool> HasTakenPlaceAsync(DefenceDay day, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var slots = day.Slots.Select(slot => slot.Id).ToArray();
        return (day.Slots.Min(slot => slot.StartsUtc) <= now && now < day.Slots.Max(slot => slot.EndsUtc))
            || await db.Set<DefenceSlot>().AnyAsync(slot => slot.DayId == day.Id && slot.LockedUtc != null, cancellationToken)
            || await db.Set<DefenceScore>().AnyAsync(score => EF.Parameter(slots).Contains(score.SlotId) && !score.HasLeft, cancellationToken);
    }

    /// <summary>Each applicant of their own time, each juror of the day; whoever withdrew meanwhile does not wait for one.</summary>
    private async Task TellAsync(Call call, DefenceDay day, string reason, CancellationToken cancellationToken)
    {
        foreach (var slot in day.Slots)
        {
            var submission = await db.Set<Submission>().AsNoTracking().SingleAsync(submission => submission.Id == slot.SubmissionId, cancellationToken);
            if (submission.State == SubmissionProcess.Shortlisted)
            {
                await mails.ToColleaguesAsync(
                    submission.OrganisationId, $"defence-withdrawn:{slot.Id:N}", role => role is OrganisationRole.Owner or OrganisationRole.Editor,
                    texts => texts["{0}: your defence is not on {1}", submission.Title, DayWords.Of(time.Local(slot.StartsUtc))],
                    texts => [texts["The timetable was withdrawn, for this reason:"], reason, texts["You keep your place: as soon as the new timetable is published, you hear your time."], site.Of($"/workspace/submissions/{submission.Id}")],
                    cancellationToken);
            }
        }

        foreach (var juror in day.Jurors)
        {
            if (await users.FindAsync(juror.UserId, cancellationToken) is { } person)
            {
                await mails.AddAsync(
                    $"defence-juror-withdrawn:{day.Id:N}:{juror.UserId:N}", person.Email, person.Culture,
                    texts => [texts["Dear {0},", person.Name], texts["The timetable was withdrawn, for this reason:"], reason, texts["If you are asked to another day, you hear of it."]],
                    texts => texts["{0}: no defence on {1}", call.Title, DayWords.Of(day.Day)],
                    cancellationToken);
            }
        }
    }
}
