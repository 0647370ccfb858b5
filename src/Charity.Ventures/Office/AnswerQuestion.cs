using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Localization;
using Charity.Platform.Mail;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Users.Contracts;
using Charity.Ventures.Calls;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Office;

/// <summary>Publishes the answer to a question, or corrects it.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record AnswerQuestion : ICommand
{
    public string Slug { get; init; } = string.Empty;
    public Guid Id { get; init; }
    public int Version { get; init; }
    public string? Answer { get; init; }
}

internal sealed class AnswerQuestionValidator : AbstractValidator<AnswerQuestion>
{
    public AnswerQuestionValidator()
    {
        RuleFor(answer => answer.Answer).Must(answer => PlainText.Clean(answer).Length > 0).Says("answer_text_missing", "Please type the answer.")
            .MaximumLength(2000).Says("text_too_long", "Please use at most {0} characters.", 2000);
    }
}

internal sealed class AnswerQuestionHandler(
    CharityDbContext db, ICurrentUser user, IUserDirectory users, IMailOutbox outbox, IAlerts alerts, SiteAddress site, IStringLocalizer texts, TimeProvider clock)
    : IRequestHandler<AnswerQuestion, Result>
{
    public async Task<Result> Handle(AnswerQuestion request, CancellationToken cancellationToken)
    {
        var call = await db.Set<Call>().AsNoTracking().SingleOrDefaultAsync(call => call.Slug == request.Slug, cancellationToken);
        if (call is null || await db.Set<CallQuestion>().SingleOrDefaultAsync(question => question.Id == request.Id && question.CallId == call.Id, cancellationToken) is not { } question)
        {
            return Failure.NotFound("question_unknown", "This question is not there any more.");
        }

        if (question.Version != request.Version)
        {
            return CallFailures.ChangedMeanwhile;
        }

        question.Reply(PlainText.Clean(request.Answer, keepLines: true), user.Name, clock.GetUtcNow().UtcDateTime);
        await OpenQuestions.SettleAsync(db, alerts, question, cancellationToken);
        if (question.AskedById is { } asker && await users.FindAsync(asker, cancellationToken) is { EmailConfirmed: true } person)
        {
            Tell(call, question, person);
        }

        return Result.Ok;
    }

    private void Tell(Call call, CallQuestion question, UserSummary person)
    {
        using var _ = ReadersCulture.Use(person.Culture);
        outbox.Add(new MailDraft(
            question.MailKey(question.Version), person.Email, texts["Your question about {0} was answered", call.Title],
            string.Join('\n', texts["You asked: {0}", question.Question], string.Empty, question.Answer, string.Empty, texts["All questions and answers: {0}", site.Of($"/calls/{call.Slug}#questions")])));
    }
}
