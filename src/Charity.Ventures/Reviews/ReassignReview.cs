using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Reviews;

/// <summary>Takes a review that is not handed in from its reviewer; it stays in the history, and the next plan finds somebody else.</summary>
[Requires(Permissions.ManageReviewers)]
internal sealed record ReassignReview(string Slug, Guid Id, int Version, string? Reason) : ICommand, ICallReviewsRequest;

internal sealed class ReassignReviewValidator : AbstractValidator<ReassignReview>
{
    public ReassignReviewValidator() => RuleFor(reassign => reassign.Reason)
        .Must(reason => PlainText.Clean(reason).Length > 0).Says("reason_missing", "Please write down the reason.")
        .MaximumLength(500).Says("text_too_long", "Please use at most {0} characters.", 500);
}

internal sealed class ReassignReviewHandler(CharityDbContext db, IWorkflowDoor door) : IRequestHandler<ReassignReview, Result>
{
    public async Task<Result> Handle(ReassignReview request, CancellationToken cancellationToken) =>
        await db.FindReviewAsync(request.Slug, request.Id, cancellationToken) is { } review
            ? await door.FireAsync(ReviewProcess.Table, review, ReviewProcess.Reassign, request.Version, PlainText.Clean(request.Reason), cancellationToken)
            : ReviewFailures.Unknown;
}
