using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Defences;

/// <summary>The reader's defences as a juror, by time. Where they must leave, the slot has neither number nor title.</summary>
[SignedIn]
internal sealed record ListMyDefences : IQuery<IReadOnlyList<MyDefenceDay>>;

internal sealed record MyDefenceDay(LocalizedText CallTitle, DateOnly Day, string Place, string? Link, IReadOnlyList<MyDefence> Slots);

/// <param name="Title">Null where the juror leaves.</param>
internal sealed record MyDefence(Guid SlotId, DateTime StartsUtc, DateTime EndsUtc, int? Number, string? Title, bool IsScored, bool IsLocked, bool HasLeft);

internal sealed class ListMyDefencesHandler(CharityDbContext db, DefenceDesk desk, ICurrentUser user, TimeProvider clock) : IRequestHandler<ListMyDefences, Result<IReadOnlyList<MyDefenceDay>>>
{
    private static readonly TimeSpan Shown = TimeSpan.FromDays(30);

    public async Task<Result<IReadOnlyList<MyDefenceDay>>> Handle(ListMyDefences request, CancellationToken cancellationToken)
    {
        var (id, since) = (user.Id ?? Guid.Empty, DateOnly.FromDateTime((clock.GetUtcNow() - Shown).UtcDateTime));
        var days = await db.Set<DefenceDay>().AsNoTracking().Include(day => day.Slots)
            .Where(day => day.PublishedUtc != null && day.Day >= since && day.Jurors.Any(juror => juror.UserId == id))
            .OrderBy(day => day.Day)
            .ToListAsync(cancellationToken);
        var slots = days.SelectMany(day => day.Slots).ToList();
        var (slotIds, submissionIds, callIds) = (slots.Select(slot => slot.Id).ToArray(), slots.Select(slot => slot.SubmissionId).ToArray(), days.Select(day => day.CallId).ToArray());
        var scores = await db.Set<DefenceScore>().AsNoTracking().Where(score => score.UserId == id && EF.Parameter(slotIds).Contains(score.SlotId)).ToDictionaryAsync(score => score.SlotId, cancellationToken);
        var submissions = await db.Set<Submission>().AsNoTracking().Where(submission => EF.Parameter(submissionIds).Contains(submission.Id)).ToDictionaryAsync(submission => submission.Id, cancellationToken);
        var calls = await db.Set<Call>().AsNoTracking().Where(call => EF.Parameter(callIds).Contains(call.Id)).ToDictionaryAsync(call => call.Id, call => call.Title, cancellationToken);
        var mustLeave = new Dictionary<Guid, bool>();
        foreach (var submission in submissions.Values)
        {
            mustLeave[submission.Id] = await desk.MustLeaveAsync(id, submission, cancellationToken);
        }

        var mine = new List<MyDefenceDay>();
        foreach (var day in days)
        {
            var rows = new List<MyDefence>();
            foreach (var slot in day.Slots.OrderBy(slot => slot.Place))
            {
                var score = scores.GetValueOrDefault(slot.Id);
                var leaves = mustLeave[slot.SubmissionId];
                rows.Add(new MyDefence(
                    slot.Id, slot.StartsUtc, slot.EndsUtc, leaves ? null : submissions[slot.SubmissionId].Number, leaves ? null : submissions[slot.SubmissionId].Title, score is { HasLeft: false },
                    slot.IsLocked, leaves || score is { HasLeft: true }));
            }

            mine.Add(new MyDefenceDay(calls[day.CallId], day.Day, day.Place, day.Link, rows));
        }

        return mine;
    }
}
