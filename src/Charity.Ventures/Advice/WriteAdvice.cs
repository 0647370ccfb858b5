using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Ventures.Duties;
using Charity.Ventures.Screening;
using Charity.Ventures.Submissions;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Advice;

/// <summary>Suggests something about one part of a submission; saying nothing takes one's unsent advice on it back.</summary>
/// <param name="Section">The part of the form, from 0.</param>
[Requires(Permissions.AdviseSubmissions)]
internal sealed record WriteAdvice(Guid Id, int Section, string? Text) : ICommand;

internal sealed class WriteAdviceValidator : AbstractValidator<WriteAdvice>
{
    public WriteAdviceValidator() => RuleFor(advice => advice.Text).MaximumLength(AdviceNote.TextLength).Says("text_too_long", "Please use at most {0} characters.", AdviceNote.TextLength);
}

internal sealed class WriteAdviceHandler(CharityDbContext db, SubmissionDesk desk, ScreenerCheck screeners, DutyCheck duties, ICurrentUser user, TimeProvider clock) : IRequestHandler<WriteAdvice, Result>
{
    public async Task<Result> Handle(WriteAdvice request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Id, cancellationToken) is not { Submission.Number: not null } open || request.Section < 0 || request.Section >= open.Form.Sections.Count)
        {
            return SubmissionFailures.Unknown;
        }

        if (await screeners.RefusalAsync(open.Submission.OrganisationId, Permissions.AdviseSubmissions, cancellationToken) is { } apart)
        {
            return apart;
        }

        if (open.Submission.State != SubmissionProcess.Eligible || !open.Call.Design.Review.HasAdvice)
        {
            return Failure.Conflict("no_advice_now", "Advice is given after a submission was admitted and before it is reviewed, if the call asks for it.");
        }

        var text = PlainText.Clean(request.Text, keepLines: true);
        var mine = await db.Set<AdviceNote>().SingleOrDefaultAsync(
            note => note.SubmissionId == request.Id && note.Section == request.Section && note.ById == user.Id && note.SentUtc == null, cancellationToken);
        switch (mine, text.Length)
        {
            case (null, 0):
                return Failure.Field("Text", "advice_empty", "Write what you suggest.");
            case (not null, 0):
                db.Remove(mine);
                break;
            case (not null, _):
                mine.Rewrite(text, clock.GetUtcNow().UtcDateTime);
                break;
            default:
                db.Add(AdviceNote.Write(request.Id, request.Section, text, new Writer(user.Id!.Value, user.Name), clock.GetUtcNow()));
                await duties.RecordMineAsync(request.Id, Duty.Advise, cancellationToken);
                break;
        }

        return Result.Ok;
    }
}
