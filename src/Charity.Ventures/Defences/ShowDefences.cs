using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Defences;

/// <summary>The defence days of a call with their timetables.</summary>
[Requires(Permissions.DecideSubmissions)]
internal sealed record ShowDefences(string Slug) : IQuery<DefencesPage>;

/// <param name="Waiting">Submissions that are to be defended and have no time yet.</param>
internal sealed record DefencesPage(string Slug, LocalizedText CallTitle, int Waiting, IReadOnlyList<DefenceDayRow> Days);

internal sealed record DefenceDayRow(
    Guid Id, int Version, DateOnly Day, string Place, string? Link, DefenceOrder Order, int Seed, bool IsPublished, IReadOnlyList<string> Jurors, IReadOnlyList<DefenceSlotRow> Slots)
{
    /// <summary>Nobody was heard yet; the clock has the last word (<see cref="WithdrawDefence"/>).</summary>
    public bool IsUntouched => IsPublished && Slots.All(slot => slot is { IsLocked: false, Scored: 0 });
}

/// <param name="Mean">Only once it is locked.</param>
/// <param name="Missing">Jurors who have neither scored nor left; once it is locked they were absent.</param>
internal sealed record DefenceSlotRow(
    Guid Id, int Version, DateTime StartsUtc, DateTime EndsUtc, int Number, string Title, string Organisation, bool IsLocked, bool IsApplicantAbsent, int Scored, IReadOnlyList<string> Missing, IReadOnlyList<string> Left,
    decimal? Mean);

internal sealed class ShowDefencesHandler(CharityDbContext db, DefenceDesk desk, DefenceMarks marks, IOrganisations organisations) : IRequestHandler<ShowDefences, Result<DefencesPage>>
{
    public async Task<Result<DefencesPage>> Handle(ShowDefences request, CancellationToken cancellationToken)
    {
        var found = await desk.CallAsync(request.Slug, cancellationToken);
        if (found.Failure is { } failure)
        {
            return failure;
        }

        var call = found.Value;
        var days = await db.Set<DefenceDay>().AsNoTracking().AsSplitQuery().Include(day => day.Slots).Include(day => day.Jurors).Where(day => day.CallId == call.Id).OrderBy(day => day.Day).ToListAsync(cancellationToken);
        var slots = days.SelectMany(day => day.Slots).ToList();
        var (slotIds, submissionIds) = (slots.Select(slot => slot.Id).ToArray(), slots.Select(slot => slot.SubmissionId).ToArray());
        var scores = (await db.Set<DefenceScore>().AsNoTracking().Where(score => EF.Parameter(slotIds).Contains(score.SlotId)).ToListAsync(cancellationToken)).ToLookup(score => score.SlotId);
        var submissions = await db.Set<Submission>().AsNoTracking().Where(submission => EF.Parameter(submissionIds).Contains(submission.Id)).ToDictionaryAsync(submission => submission.Id, cancellationToken);
        var applicants = (await organisations.SummariesAsync([.. submissions.Values.Select(submission => submission.OrganisationId).Distinct()], cancellationToken)).ToDictionary(organisation => organisation.Id, organisation => organisation.Name.ToString());
        var means = await marks.OfCallAsync(call, cancellationToken);
        var waiting = await db.Set<Submission>().CountAsync(
            submission => submission.CallId == call.Id && submission.State == SubmissionProcess.Shortlisted && !db.Set<DefenceSlot>().Any(slot => slot.SubmissionId == submission.Id), cancellationToken);

        DefenceSlotRow Row(DefenceDay day, DefenceSlot slot)
        {
            var (submission, given) = (submissions[slot.SubmissionId], scores[slot.Id].ToDictionary(score => score.UserId));
            return new DefenceSlotRow(
                slot.Id, slot.Version, slot.StartsUtc, slot.EndsUtc, submission.Number ?? 0, submission.Title, applicants.GetValueOrDefault(submission.OrganisationId, string.Empty), slot.IsLocked, slot.IsApplicantAbsent,
                given.Values.Count(score => !score.HasLeft), [.. day.Jurors.Where(juror => !given.ContainsKey(juror.UserId)).Select(juror => juror.Name)],
                [.. day.Jurors.Where(juror => given.TryGetValue(juror.UserId, out var score) && score.HasLeft).Select(juror => juror.Name)], slot.IsLocked ? means.GetValueOrDefault(slot.SubmissionId) : null);
        }

        return new DefencesPage(
            call.Slug, call.Title, waiting,
            [.. days.Select(day => new DefenceDayRow(
                day.Id, day.Version, day.Day, day.Place, day.Link, day.Order, day.Seed, day.IsPublished, [.. day.Jurors.Select(juror => juror.Name)],
                [.. day.Slots.OrderBy(slot => slot.Place).Select(slot => Row(day, slot))]))]);
    }
}
