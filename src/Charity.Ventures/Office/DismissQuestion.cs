using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Office;

/// <summary>Sets aside a question that is none, or that nobody should read: it is never published.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record DismissQuestion(string Slug, Guid Id, int Version) : ICommand;

internal sealed class DismissQuestionHandler(CharityDbContext db, IAlerts alerts) : IRequestHandler<DismissQuestion, Result>
{
    public async Task<Result> Handle(DismissQuestion request, CancellationToken cancellationToken)
    {
        var call = await db.Set<Call>().AsNoTracking().SingleOrDefaultAsync(call => call.Slug == request.Slug, cancellationToken);
        if (call is null || await db.Set<CallQuestion>().SingleOrDefaultAsync(question => question.Id == request.Id && question.CallId == call.Id, cancellationToken) is not { } question)
        {
            return Failure.NotFound("question_unknown", "This question is not there any more.");
        }

        if (question.Version != request.Version || question.AnsweredUtc is not null)
        {
            return CallFailures.ChangedMeanwhile;
        }

        question.Dismiss();
        await OpenQuestions.SettleAsync(db, alerts, question, cancellationToken);
        return Result.Ok;
    }
}
