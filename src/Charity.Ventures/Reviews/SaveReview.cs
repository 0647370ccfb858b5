using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviews;

internal sealed record TypedMark
{
    public string Code { get; init; } = string.Empty;
    public int? Score { get; init; }
    public bool DoesNotApply { get; init; }
    public string? Comment { get; init; }
}

/// <summary>Keeps what a reviewer has written so far; it may be incomplete. The next revision is one higher.</summary>
[SignedIn]
internal sealed record SaveReview : ICommand
{
    public Guid Id { get; init; }

    /// <summary>The revision that stood in the form.</summary>
    public int Revision { get; init; }
    public List<TypedMark> Marks { get; init; } = [];
    public string? Comment { get; init; }
}

internal sealed class SaveReviewValidator : AbstractValidator<SaveReview>
{
    private const int CommentLength = 1_000;

    public SaveReviewValidator()
    {
        RuleForEach(save => save.Marks).ChildRules(mark =>
        {
            mark.RuleFor(m => m.Score).Must(score => score is null or (>= 0 and <= 100)).Says("number_out_of_range", "Please type a number from {0} to {1}.", 0, 100);
            mark.RuleFor(m => m.Comment).MaximumLength(CommentLength).Says("text_too_long", "Please use at most {0} characters.", CommentLength);
        });
        RuleFor(save => save.Comment).MaximumLength(Review.CommentLength).Says("text_too_long", "Please use at most {0} characters.", Review.CommentLength);
    }
}

internal sealed class SaveReviewHandler(CharityDbContext db, ReviewDesk desk, IWorkflowDoor door, TimeProvider clock) : IRequestHandler<SaveReview, Result>
{
    public async Task<Result> Handle(SaveReview request, CancellationToken cancellationToken)
    {
        var found = await desk.FindToWriteAsync(request.Id, cancellationToken);
        if (found.Failure is { } refusal)
        {
            return refusal;
        }

        var review = found.Value;
        if (review.Revision != request.Revision)
        {
            return Failure.Conflict("review_changed", "You have saved this review in another window meanwhile. Look at that version first.");
        }

        var design = (await db.Set<Call>().AsNoTracking().SingleAsync(call => call.Id == review.CallId, cancellationToken)).Design.Review;
        if (review.State == ReviewProcess.Assigned && (await door.FireAsync(ReviewProcess.Table, review, ReviewProcess.Begin, expectedVersion: null, note: null, cancellationToken)).Failure is { } failure)
        {
            return failure;
        }

        review.Save([.. design.Criteria.Select(criterion => MarkOf(criterion, request.Marks.LastOrDefault(mark => mark.Code == criterion.Code), design))], PlainText.Clean(request.Comment, keepLines: true), clock.GetUtcNow().UtcDateTime);
        return Result.Ok;
    }

    private static ReviewMark MarkOf(Criterion criterion, TypedMark? typed, ReviewDesign design)
    {
        var doesNotApply = typed is { DoesNotApply: true } && design.AllowsNotApplicable;
        return new ReviewMark(criterion.Code, doesNotApply ? null : typed?.Score, doesNotApply, PlainText.Clean(typed?.Comment, keepLines: true));
    }
}
