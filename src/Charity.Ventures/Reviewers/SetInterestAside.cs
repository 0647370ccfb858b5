using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviewers;

/// <summary>Sets a declaration aside that was a mistake. It stays with the written reason; the conflicts that rested on it are looked for anew.</summary>
[Requires(Permissions.ManageReviewers)]
internal sealed record SetInterestAside(Guid ReviewerId, Guid Id, string? Reason) : ICommand;

internal sealed class SetInterestAsideValidator : AbstractValidator<SetInterestAside>
{
    public SetInterestAsideValidator() => RuleFor(rule => rule.Reason)
        .Must(reason => PlainText.Clean(reason).Length > 0).Says("reason_missing", "Please write down the reason.")
        .MaximumLength(ReviewerInterest.NoteLength).Says("text_too_long", "Please use at most {0} characters.", ReviewerInterest.NoteLength);
}

internal sealed class SetInterestAsideHandler(CharityDbContext db, ConflictDesk conflicts, ICurrentUser user) : IRequestHandler<SetInterestAside, Result>
{
    public async Task<Result> Handle(SetInterestAside request, CancellationToken cancellationToken)
    {
        if (await db.Set<ReviewerInterest>().SingleOrDefaultAsync(interest => interest.Id == request.Id && interest.ReviewerId == request.ReviewerId && interest.SetAsideReason == null, cancellationToken) is not { } interest)
        {
            return Failure.NotFound("interest_unknown", "This declaration is not there any more.");
        }

        interest.SetAside(user.Name, PlainText.Clean(request.Reason));
        var reviewer = await db.Set<Reviewer>().SingleAsync(reviewer => reviewer.Id == request.ReviewerId, cancellationToken);
        var touched = await db.Set<ReviewerConflict>().Where(conflict => conflict.ReviewerId == reviewer.Id).Select(conflict => conflict.OrganisationId).ToListAsync(cancellationToken);
        await conflicts.RefreshAsync([reviewer], touched, cancellationToken);
        return Result.Ok;
    }
}
