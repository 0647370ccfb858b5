using Charity.Platform.Data;
using Charity.Users.Contracts;
using Charity.Ventures.Advice;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Privacy;

/// <summary>What a person wrote in their organisation's submissions or advised on others'. The words are the organisation's and stay; the name goes.</summary>
internal sealed class SubmissionData(CharityDbContext db) : IPersonalDataSource
{
    public string Section => "submissions";

    public async Task<object?> ExportAsync(UserSummary person, CancellationToken cancellationToken)
    {
        var written = await db.Set<SubmissionVersion>().AsNoTracking().Where(version => version.SavedById == person.Id).OrderBy(version => version.SavedUtc)
            .Select(version => new { version.Title, version.SavedUtc }).ToListAsync(cancellationToken);
        written.AddRange(await db.Set<Submission>().AsNoTracking().Where(submission => submission.SavedById == person.Id).OrderBy(submission => submission.SavedUtc)
            .Select(submission => new { submission.Title, submission.SavedUtc }).ToListAsync(cancellationToken));
        var advice = await db.Set<AdviceNote>().AsNoTracking().Where(note => note.ById == person.Id).OrderBy(note => note.WrittenUtc)
            .Select(note => new { note.Text, note.WrittenUtc }).ToListAsync(cancellationToken);
        return written.Count + advice.Count == 0 ? null : new { Written = written, Advice = advice };
    }

    public async Task<IReadOnlyList<string>> EraseAsync(UserSummary person, CancellationToken cancellationToken)
    {
        var rows = await db.Set<Submission>().Where(submission => submission.SavedById == person.Id).ExecuteUpdateAsync(row => row.SetProperty(submission => submission.SavedByName, string.Empty), cancellationToken);
        rows += await db.Set<SubmissionVersion>().Where(version => version.SavedById == person.Id).ExecuteUpdateAsync(row => row.SetProperty(version => version.SavedByName, string.Empty), cancellationToken);
        rows += await db.Set<AdviceNote>().Where(note => note.ById == person.Id).ExecuteUpdateAsync(row => row.SetProperty(note => note.ByName, string.Empty).SetProperty(note => note.ById, (Guid?)null), cancellationToken);
        return rows == 0 ? [] : ["What you wrote in submissions and as advice stays with them, without your name: others decide by it."];
    }
}
