using Charity.Platform.Data;
using Charity.Ventures.Decisions;
using Charity.Ventures.Projects;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Notices;

/// <summary>What a call has promised: to projects on notice, and to those awarded what their awards are by now. Whoever withdraws or is declined holds nothing.</summary>
internal sealed class HeldMoney(CharityDbContext db)
{
    private static readonly string[] Holding = [SubmissionProcess.OnNotice, SubmissionProcess.Contested, SubmissionProcess.Awarded];

    public Task<IReadOnlyList<AwardPart>> OfCallAsync(Guid callId, CancellationToken cancellationToken) => OfAsync(callId, Holding, cancellationToken);

    public Task<IReadOnlyList<AwardPart>> AwardedAsync(Guid callId, CancellationToken cancellationToken) => OfAsync(callId, [SubmissionProcess.Awarded], cancellationToken);

    /// <summary>What the notice that counts gives to a submission; null when none does.</summary>
    public Task<CurrentEntry?> EntryOfAsync(Guid submissionId, CancellationToken cancellationToken) => Counting()
        .Where(current => current.Entry.SubmissionId == submissionId)
        .OrderByDescending(current => current.Notice.Number)
        .FirstOrDefaultAsync(cancellationToken);

    private async Task<IReadOnlyList<AwardPart>> OfAsync(Guid callId, string[] states, CancellationToken cancellationToken)
    {
        var entries = await Counting()
            .Where(current => current.Notice.CallId == callId && db.Set<Submission>().Any(submission => submission.Id == current.Entry.SubmissionId && EF.Parameter(states).Contains(submission.State)))
            .Select(current => new { current.Entry.SubmissionId, current.Entry.Parts })
            .ToListAsync(cancellationToken);
        var awards = await db.Set<Project>().AsNoTracking().Include(project => project.Sources).Where(project => project.CallId == callId && project.SubmissionId != null)
            .ToDictionaryAsync(project => project.SubmissionId!.Value, project => project.Sources, cancellationToken);
        return [.. entries.SelectMany(entry => awards.TryGetValue(entry.SubmissionId, out var sources) ? sources.Select(source => new AwardPart(source.FundSlug, source.Name, source.AmountMinor)) : entry.Parts)];
    }

    private IQueryable<CurrentEntry> Counting() =>
        from notice in db.Set<AwardNotice>().AsNoTracking()
        where notice.State != AwardNoticeProcess.Corrected
        join entry in db.Set<AwardNoticeEntry>().AsNoTracking() on notice.Id equals entry.NoticeId
        select new CurrentEntry { Notice = notice, Entry = entry };
}

/// <summary>A project on the notice that counts for it.</summary>
internal sealed class CurrentEntry
{
    public required AwardNotice Notice { get; init; }
    public required AwardNoticeEntry Entry { get; init; }
}
