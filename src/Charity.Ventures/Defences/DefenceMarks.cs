using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Defences;

/// <summary>What the jurors gave, as the mean of those who stayed, in points of 100.</summary>
internal sealed class DefenceMarks(CharityDbContext db)
{
    /// <summary>By submission; only of locked slots, and none where the applicant did not come or nobody scored.</summary>
    public async Task<IReadOnlyDictionary<Guid, decimal?>> OfCallAsync(Call call, CancellationToken cancellationToken)
    {
        var given = await (
            from slot in db.Set<DefenceSlot>().AsNoTracking()
            where slot.LockedUtc != null && !slot.IsApplicantAbsent && db.Set<DefenceDay>().Any(day => day.Id == slot.DayId && day.CallId == call.Id)
            join score in db.Set<DefenceScore>().AsNoTracking() on slot.Id equals score.SlotId
            where !score.HasLeft
            select new { slot.SubmissionId, score.Points }).ToListAsync(cancellationToken);
        return given.GroupBy(score => score.SubmissionId).ToDictionary(
            group => group.Key, group => (decimal?)Math.Round(group.Average(score => score.Points.Values.Sum()), 2, MidpointRounding.AwayFromZero));
    }
}

internal static class DefenceRules
{
    public static async Task<Failure?> SlotMustBeLocked(Submission submission, IServiceProvider services, CancellationToken cancellationToken)
    {
        // What this transaction has locked counts.
        var slots = await services.GetRequiredService<CharityDbContext>().Set<DefenceSlot>().Where(slot => slot.SubmissionId == submission.Id).ToListAsync(cancellationToken);
        return slots.Exists(slot => slot.IsLocked) ? null : Failure.Conflict("defence_not_over", "Its defence is over when its scores are locked.");
    }
}
