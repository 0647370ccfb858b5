using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviews;

/// <param name="Difference">Points above the others on the same submissions; negative below them.</param>
/// <param name="Shared">Submissions the comparison rests on.</param>
internal sealed record CallMirror(LocalizedText CallTitle, decimal Difference, int Shared);

/// <summary>A private word to reviewers on how they scored beside the others; only once nothing of theirs in the call can change any more by it.</summary>
internal sealed class MirrorDesk(CharityDbContext db)
{
    private const int LeastShared = 3;

    /// <param name="mine">The reviews they may know of.</param>
    public async Task<IReadOnlyList<CallMirror>> OfAsync(Guid reviewerId, IQueryable<Review> mine, CancellationToken cancellationToken)
    {
        var reviews = await mine.AsNoTracking().ToListAsync(cancellationToken);
        var mirrors = new List<CallMirror>();
        foreach (var ofCall in reviews.GroupBy(review => review.CallId).Where(group => group.All(review => review.State == ReviewProcess.Locked)))
        {
            var call = await db.Set<Call>().AsNoTracking().SingleAsync(call => call.Id == ofCall.Key, cancellationToken);
            var ids = ofCall.Select(review => review.SubmissionId).ToList();
            var others = (await ReviewDesk.Standing(db).AsNoTracking()
                    .Where(review => ids.Contains(review.SubmissionId) && review.ReviewerId != reviewerId && review.State == ReviewProcess.Locked).ToListAsync(cancellationToken))
                .ToLookup(review => review.SubmissionId, review => review.ScoreBy(call.Design.Review));
            var differences = ofCall
                .Select(review => (Mine: review.ScoreBy(call.Design.Review), Others: others[review.SubmissionId].OfType<decimal>().ToList()))
                .Where(row => row.Mine is not null && row.Others.Count > 0)
                .Select(row => row.Mine!.Value - row.Others.Average())
                .ToList();
            if (differences.Count >= LeastShared)
            {
                mirrors.Add(new CallMirror(call.Title, Math.Round(differences.Average(), 1), differences.Count));
            }
        }

        return mirrors;
    }
}
