using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Advice;

/// <summary>Reads advice.</summary>
internal sealed class AdviceDesk(CharityDbContext db)
{
    /// <summary>What the applicant may see, in the order of the form.</summary>
    public async Task<IReadOnlyList<AdviceShown>> SentAsync(Guid submissionId, CancellationToken cancellationToken) => await db.Set<AdviceNote>().AsNoTracking()
        .Where(note => note.SubmissionId == submissionId && note.SentUtc != null)
        .OrderBy(note => note.Section).ThenBy(note => note.Id)
        .Select(note => new AdviceShown(note.Section, note.Text, note.ByName, note.SentUtc!.Value))
        .ToListAsync(cancellationToken);
}
