using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviews;

/// <summary>Opens a review again that was handed in, with a written reason that stays in its history.</summary>
[Requires(Permissions.ManageReviewers)]
internal sealed record UnlockReview(string Slug, Guid Id, int Version, string? Reason) : ICommand, ICallReviewsRequest;

internal sealed class UnlockReviewValidator : AbstractValidator<UnlockReview>
{
    public UnlockReviewValidator() => RuleFor(unlock => unlock.Reason)
        .Must(reason => PlainText.Clean(reason).Length > 0).Says("reason_missing", "Please write down the reason.")
        .MaximumLength(500).Says("text_too_long", "Please use at most {0} characters.", 500);
}

internal sealed class UnlockReviewHandler(CharityDbContext db, IWorkflowDoor door) : IRequestHandler<UnlockReview, Result>
{
    public async Task<Result> Handle(UnlockReview request, CancellationToken cancellationToken)
    {
        if (await db.FindReviewAsync(request.Slug, request.Id, cancellationToken) is not { } review)
        {
            return ReviewFailures.Unknown;
        }

        var unlocked = await door.FireAsync(ReviewProcess.Table, review, ReviewProcess.Unlock, request.Version, PlainText.Clean(request.Reason), cancellationToken);
        if (unlocked.Succeeded)
        {
            review.LockedAt(null);
        }

        return unlocked;
    }
}

internal static class ReviewsOfCall
{
    /// <summary>A review by its call and id, for the office.</summary>
    public static Task<Review?> FindReviewAsync(this CharityDbContext db, string slug, Guid id, CancellationToken cancellationToken) =>
        db.Set<Review>().SingleOrDefaultAsync(review => review.Id == id && db.Set<Calls.Call>().Any(call => call.Id == review.CallId && call.Slug == slug), cancellationToken);
}
