using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Office;

/// <summary>What was asked about a call; those that wait for an answer come first.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record ListQuestions(string Slug) : IQuery<CallQuestionsPage>;

internal sealed record CallQuestionsPage(string Slug, LocalizedText Title, IReadOnlyList<AskedQuestion> Questions);

internal sealed record AskedQuestion(Guid Id, int Version, string Question, DateTime AskedUtc, string? Answer, DateTime? AnsweredUtc, string? AnsweredByName);

internal sealed class ListQuestionsHandler(CharityDbContext db) : IRequestHandler<ListQuestions, Result<CallQuestionsPage>>
{
    public async Task<Result<CallQuestionsPage>> Handle(ListQuestions request, CancellationToken cancellationToken)
    {
        if (await db.Set<Call>().AsNoTracking().SingleOrDefaultAsync(call => call.Slug == request.Slug, cancellationToken) is not { } call)
        {
            return CallFailures.Unknown;
        }

        var questions = await db.Set<CallQuestion>().AsNoTracking()
            .Where(question => question.CallId == call.Id && !question.IsDismissed)
            .OrderBy(question => question.AnsweredUtc != null)
            .ThenByDescending(question => question.AskedUtc)
            .Take(200)
            .Select(question => new AskedQuestion(question.Id, question.Version, question.Question, question.AskedUtc, question.Answer, question.AnsweredUtc, question.AnsweredByName))
            .ToListAsync(cancellationToken);
        return new CallQuestionsPage(call.Slug, call.Title, questions);
    }
}
