using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviewers;

/// <summary>Says that a likeness is none: another person of the same name, an office shared by many. With a written reason, which stays.</summary>
[Requires(Permissions.ManageReviewers)]
internal sealed record RuleOutConflict(Guid ReviewerId, Guid Id, int Version, string? Reason) : ICommand;

internal sealed class RuleOutConflictValidator : AbstractValidator<RuleOutConflict>
{
    public RuleOutConflictValidator() => RuleFor(rule => rule.Reason)
        .Must(reason => PlainText.Clean(reason).Length > 0).Says("reason_missing", "Please write down the reason.")
        .MaximumLength(ReviewerInterest.NoteLength).Says("text_too_long", "Please use at most {0} characters.", ReviewerInterest.NoteLength);
}

internal sealed class RuleOutConflictHandler(CharityDbContext db, ICurrentUser user, TimeProvider clock) : IRequestHandler<RuleOutConflict, Result>
{
    public async Task<Result> Handle(RuleOutConflict request, CancellationToken cancellationToken)
    {
        if (await db.Set<ReviewerConflict>().SingleOrDefaultAsync(conflict => conflict.Id == request.Id && conflict.ReviewerId == request.ReviewerId, cancellationToken) is not { } conflict)
        {
            return Failure.NotFound("conflict_unknown", "This conflict is not there any more.");
        }

        if (conflict.Version != request.Version || conflict.RuledOutUtc is not null)
        {
            return ReviewerFailures.ChangedMeanwhile;
        }

        if (conflict.IsCertain)
        {
            return Failure.Conflict("conflict_certain", "This is the same person, or the reviewer's own word. It cannot be ruled out.");
        }

        conflict.RuleOut(user.Name, PlainText.Clean(request.Reason), clock.GetUtcNow());
        return Result.Ok;
    }
}
