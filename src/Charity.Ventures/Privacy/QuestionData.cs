using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Users.Contracts;
using Charity.Ventures.Calls;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Privacy;

/// <summary>The questions a person has asked about calls. Question and answer are published without the asker and stay; who asked is forgotten.</summary>
internal sealed class QuestionData(CharityDbContext db, IMailOutbox outbox) : IPersonalDataSource
{
    public string Section => "call-questions";

    public async Task<object?> ExportAsync(UserSummary person, CancellationToken cancellationToken)
    {
        var asked = await OfPerson(person).AsNoTracking().OrderBy(question => question.AskedUtc)
            .Select(question => new { question.Question, question.AskedUtc, question.Answer, question.AnsweredUtc })
            .ToListAsync(cancellationToken);
        return asked.Count == 0 ? null : asked;
    }

    public async Task<IReadOnlyList<string>> EraseAsync(UserSummary person, CancellationToken cancellationToken)
    {
        var asked = await OfPerson(person).ToListAsync(cancellationToken);
        asked.ForEach(question => question.ForgetAsker());
        await outbox.ForgetAsync([.. asked.SelectMany(question => Enumerable.Range(0, question.Version + 1).Select(version => question.MailKey(version)))], cancellationToken);
        return asked.Count == 0 ? [] : ["Questions you asked about calls stay published without your name, with their answers: others have relied on them."];
    }

    private IQueryable<CallQuestion> OfPerson(UserSummary person) => db.Set<CallQuestion>().Where(question => question.AskedById == person.Id);
}
