using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using Charity.Ventures.Reviews;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviewers;

/// <summary>A reviewer accepts a call with the number of submissions they take, or declines.</summary>
[SignedIn]
internal sealed record AnswerCallInvitation : ICommand
{
    public string Slug { get; init; } = string.Empty;
    public bool Accepts { get; init; }
    public int? Capacity { get; init; }
}

internal sealed class AnswerCallInvitationValidator : AbstractValidator<AnswerCallInvitation>
{
    public AnswerCallInvitationValidator() => RuleFor(answer => answer.Capacity)
        .Must((answer, capacity) => !answer.Accepts || capacity is > 0 and <= Reviewer.MostCapacity).Says("number_out_of_range", "Please type a number from {0} to {1}.", 1, Reviewer.MostCapacity);
}

internal sealed class AnswerCallInvitationHandler(CharityDbContext db, ReviewDesk desk, TimeProvider clock) : IRequestHandler<AnswerCallInvitation, Result>
{
    public async Task<Result> Handle(AnswerCallInvitation request, CancellationToken cancellationToken)
    {
        if (await desk.MeAsync(cancellationToken) is not { } me)
        {
            return ReviewerFailures.NotOne;
        }

        if (await db.Set<CallReviewer>().SingleOrDefaultAsync(row => row.ReviewerId == me.Id && db.Set<Call>().Any(call => call.Id == row.CallId && call.Slug == request.Slug), cancellationToken) is not { } asked)
        {
            return CallFailures.Unknown;
        }

        if (request.Accepts && !me.IsComplete)
        {
            return Failure.Conflict("profile_incomplete", "Please complete your profile first: submissions are assigned by what you know.");
        }

        if (!request.Accepts && await db.Set<Review>().AnyAsync(review => review.CallId == asked.CallId && review.ReviewerId == me.Id && ReviewProcess.Open.Contains(review.State), cancellationToken))
        {
            return Failure.Conflict("reviews_open", "Submissions of this call are assigned to you already. Please ask the bureau to give them to somebody else.");
        }

        asked.Answer(request.Accepts ? request.Capacity!.Value : 0, clock.GetUtcNow().UtcDateTime);
        return Result.Ok;
    }
}
