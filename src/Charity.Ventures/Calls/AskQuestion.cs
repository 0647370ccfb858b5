using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Calls;

/// <summary>Asks the office about a call. The answer stands on the call's page; whoever was signed in is told by mail too.</summary>
[Anybody]
internal sealed record AskQuestion : ICommand
{
    public string Slug { get; init; } = string.Empty;
    public string? Question { get; init; }
}

internal sealed class AskQuestionValidator : AbstractValidator<AskQuestion>
{
    public AskQuestionValidator()
    {
        RuleFor(ask => ask.Question).Must(question => PlainText.Clean(question).Length > 0).Says("question_missing", "Please type your question.")
            .MaximumLength(CallQuestion.TextLength).Says("text_too_long", "Please use at most {0} characters.", CallQuestion.TextLength);
    }
}

internal sealed class AskQuestionHandler(CharityDbContext db, ICurrentUser user, IAlerts alerts, TimeProvider clock) : IRequestHandler<AskQuestion, Result>
{
    public async Task<Result> Handle(AskQuestion request, CancellationToken cancellationToken)
    {
        if (await db.Set<Call>().AsNoTracking().SingleOrDefaultAsync(call => call.Slug == request.Slug, cancellationToken) is not { IsPublic: true } call)
        {
            return CallFailures.Unknown;
        }

        if (!call.TakesQuestions)
        {
            return Failure.Conflict("questions_over", "Submissions are closed, so no more questions are taken here. Whom to ask instead stands on the page.");
        }

        var question = CallQuestion.Ask(call.Id, user.Id, PlainText.Clean(request.Question, keepLines: true), clock.GetUtcNow());
        db.Add(question);
        await alerts.RaiseAsync(
            CallQuestion.AlertKey(call.Id), Permissions.ManageCalls, $"/office/calls/{call.Slug}/questions", "Somebody asks about the call {0}.", [call.Title.Zh], cancellationToken);
        return Result.Ok;
    }
}
