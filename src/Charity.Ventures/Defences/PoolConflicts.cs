using Charity.Platform.Data;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Defences;

/// <summary>A juror of the reviewers' pool leaves where a conflict was found or an interest declared that nobody has ruled out.</summary>
internal sealed class PoolConflicts(CharityDbContext db, ConflictDesk conflicts) : IConflicts
{
    public async Task<bool> HasAsync(Guid userId, Guid submissionId, CancellationToken cancellationToken)
    {
        if (await db.Set<Reviewer>().SingleOrDefaultAsync(reviewer => reviewer.UserId == userId, cancellationToken) is not { } reviewer)
        {
            return false;
        }

        var organisationId = await db.Set<Submission>().Where(submission => submission.Id == submissionId).Select(submission => submission.OrganisationId).SingleAsync(cancellationToken);
        return await conflicts.IsBoundAsync(reviewer, organisationId, cancellationToken);
    }
}
