using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Reviews;

/// <summary>Says something to the other reviewers of the submission, once one's own review is handed in.</summary>
[SignedIn]
internal sealed record AddRemark : ICommand
{
    public Guid Id { get; init; }
    public string? Text { get; init; }
}

internal sealed class AddRemarkValidator : AbstractValidator<AddRemark>
{
    public AddRemarkValidator() => RuleFor(remark => remark.Text)
        .Must(text => PlainText.Clean(text).Length > 0).Says("remark_missing", "Please type what you want to say.")
        .MaximumLength(ReviewRemark.TextLength).Says("text_too_long", "Please use at most {0} characters.", ReviewRemark.TextLength);
}

internal sealed class AddRemarkHandler(CharityDbContext db, ReviewDesk desk, TimeProvider clock) : IRequestHandler<AddRemark, Result>
{
    public async Task<Result> Handle(AddRemark request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Id, cancellationToken) is not { State: ReviewProcess.Locked } mine)
        {
            return ReviewFailures.Unknown;
        }

        db.Add(new ReviewRemark(mine, PlainText.Clean(request.Text, keepLines: true), clock.GetUtcNow()));
        return Result.Ok;
    }
}
