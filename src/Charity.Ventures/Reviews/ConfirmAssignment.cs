using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Submissions;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviews;

/// <summary>Assigns what the plan says. It is made anew, and must still be the one that was looked at.</summary>
[Requires(Permissions.ManageReviewers)]
internal sealed record ConfirmAssignment : ICommand, ICallReviewsRequest
{
    public string Slug { get; init; } = string.Empty;
    public string Stamp { get; init; } = string.Empty;

    /// <summary>The last day for the reviews that are assigned now.</summary>
    public DateOnly? DueOn { get; init; }
}

internal sealed class ConfirmAssignmentValidator : AbstractValidator<ConfirmAssignment>
{
    public ConfirmAssignmentValidator(SiteTime time) => RuleFor(confirm => confirm.DueOn).Must(due => due > time.Today).Says("due_day_wrong", "Please choose a day that is still to come.");
}

internal sealed class ConfirmAssignmentHandler(CharityDbContext db, AssignmentDesk desk, ReviewMails mails, IWorkflowDoor door, IAlerts alerts, TimeProvider clock) : IRequestHandler<ConfirmAssignment, Result>
{
    public async Task<Result> Handle(ConfirmAssignment request, CancellationToken cancellationToken)
    {
        if (await db.Set<Call>().AsNoTracking().SingleOrDefaultAsync(call => call.Slug == request.Slug, cancellationToken) is not { } call)
        {
            return CallFailures.Unknown;
        }

        await db.LockAsync(AssignmentDesk.LockOf(call.Id), cancellationToken);
        await desk.RefreshConflictsAsync(call, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        var plan = await desk.PlanAsync(call, cancellationToken);
        if (plan.Stamp != request.Stamp)
        {
            return Failure.Conflict("plan_changed", "Something has changed since this plan was made: look at the new one, then confirm it.");
        }

        var added = plan.Added.ToList();
        if (added.Count == 0)
        {
            return Failure.Conflict("plan_empty", "There is nothing to assign.");
        }

        foreach (var review in added)
        {
            db.Add(Review.Assign(call.Id, review.Pair.SubmissionId, plan.Submissions[review.Pair.SubmissionId].OrganisationId, review.Pair.ReviewerId, request.DueOn!.Value, clock.GetUtcNow()));
        }

        var begun = added.Select(review => review.Pair.SubmissionId).ToHashSet();
        foreach (var submission in await db.Set<Submission>().Where(submission => begun.Contains(submission.Id) && submission.State == SubmissionProcess.Eligible).ToListAsync(cancellationToken))
        {
            if ((await door.FireAsync(SubmissionProcess.Table, submission, SubmissionProcess.Review, expectedVersion: null, note: null, cancellationToken)).Failure is { } failure)
            {
                return failure;
            }
        }

        foreach (var group in added.GroupBy(review => review.Pair.ReviewerId))
        {
            await mails.TellAssignedAsync(call, plan.Reviewers[group.Key], group.Count(), request.DueOn!.Value, cancellationToken);
        }

        await alerts.ResolveAsync(ConflictDesk.RecusedAlert(call.Id), cancellationToken);
        return Result.Ok;
    }
}
