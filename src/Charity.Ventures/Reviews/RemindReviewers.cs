using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Ventures.Calls;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviews;

/// <summary>Reminds everybody whose reviews of a call still wait; at most once a day each.</summary>
[Requires(Permissions.ManageReviewers)]
internal sealed record RemindReviewers(string Slug) : ICommand, ICallReviewsRequest;

internal sealed class RemindReviewersHandler(CharityDbContext db, ConflictDesk conflicts, ReviewMails mails, SiteTime time) : IRequestHandler<RemindReviewers, Result>
{
    public async Task<Result> Handle(RemindReviewers request, CancellationToken cancellationToken)
    {
        if (await db.Set<Call>().AsNoTracking().SingleOrDefaultAsync(call => call.Slug == request.Slug, cancellationToken) is not { } call)
        {
            return CallFailures.Unknown;
        }

        await db.LockAsync(AssignmentDesk.LockOf(call.Id), cancellationToken);
        await LookForConflictsAsync(call.Id, cancellationToken);
        var waiting = await ReviewDesk.Standing(db)
            .Where(review => review.CallId == call.Id && ReviewProcess.Open.Contains(review.State) && db.Set<Submission>().Any(submission => submission.Id == review.SubmissionId && submission.State == SubmissionProcess.UnderReview))
            .GroupBy(review => review.ReviewerId)
            .Select(group => new { ReviewerId = group.Key, Count = group.Count(), FirstDue = group.Min(review => review.DueOn) })
            .ToListAsync(cancellationToken);
        var reminded = 0;
        foreach (var row in waiting)
        {
            var key = ReviewMails.ReminderKey(call.Id, row.ReviewerId, time.Today);
            if (!await db.Set<OutgoingMail>().AnyAsync(mail => mail.Key == key, cancellationToken))
            {
                await mails.RemindAsync(call, await db.Set<Reviewer>().SingleAsync(reviewer => reviewer.Id == row.ReviewerId, cancellationToken), row.Count, row.FirstDue, time.Today, cancellationToken);
                reminded++;
            }
        }

        return reminded > 0 ? Result.Ok : Failure.Conflict("nobody_to_remind", "Nobody has to be reminded: everything is in, or they were reminded today.");
    }

    /// <summary>A reminder counts submissions: what somebody may not see since this morning is not among them.</summary>
    private async Task LookForConflictsAsync(Guid callId, CancellationToken cancellationToken)
    {
        var pairs = await ReviewDesk.Standing(db).Where(review => review.CallId == callId && ReviewProcess.Open.Contains(review.State))
            .Select(review => new { review.ReviewerId, review.OrganisationId }).Distinct().ToListAsync(cancellationToken);
        var ids = pairs.Select(pair => pair.ReviewerId).Distinct().ToList();
        await conflicts.RefreshAsync(
            await db.Set<Reviewer>().Where(reviewer => ids.Contains(reviewer.Id)).OrderBy(reviewer => reviewer.Id).ToListAsync(cancellationToken),
            [.. pairs.Select(pair => pair.OrganisationId).Distinct()], cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
