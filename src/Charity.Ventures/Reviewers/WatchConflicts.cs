using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Ventures.Reviews;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Charity.Ventures.Reviewers;

/// <summary>Looks for conflicts that dossiers have brought up since reviews were assigned. One reviewer after the other, each in a transaction of its own.</summary>
[DisallowConcurrentExecution]
internal sealed class WatchConflicts(IServiceScopeFactory scopes) : IJob
{
    /// <summary>Every hour.</summary>
    public const string Cron = "0 25 * * * ?";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await LookAsync(cancellationToken);

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var reviewerId in await BusyAsync(cancellationToken))
        {
            await using var scope = scopes.CreateSystemScope("conflicts");
            var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
            await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(
                async token =>
                {
                    var reviewer = await db.Set<Reviewer>().SingleAsync(reviewer => reviewer.Id == reviewerId, token);
                    var organisations = await UnderReview(db).Where(review => review.ReviewerId == reviewerId).Select(review => review.OrganisationId).Distinct().ToListAsync(token);
                    await scope.ServiceProvider.GetRequiredService<ConflictDesk>().RefreshAsync([reviewer], organisations, token);
                    return true;
                },
                cancellationToken);
        }
    }

    private async Task<List<Guid>> BusyAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("conflicts");
        return await UnderReview(scope.ServiceProvider.GetRequiredService<CharityDbContext>()).Select(review => review.ReviewerId).Distinct().ToListAsync(cancellationToken);
    }

    private static IQueryable<Review> UnderReview(CharityDbContext db) => db.Set<Review>().Where(review => ReviewProcess.Standing.Contains(review.State)
        && db.Set<Submissions.Submission>().Any(submission => submission.Id == review.SubmissionId && Submissions.SubmissionProcess.Pending.Contains(submission.State)));
}
