using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Submissions;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Notices;

/// <summary>Dismisses or upholds an objection with an answer that is published. Dismissed, its project goes on; upheld, it is not awarded.</summary>
[Requires(Permissions.HandleObjections)]
internal sealed record AnswerObjection : ICommand
{
    public Guid Id { get; init; }
    public int Version { get; init; }

    /// <summary><see cref="ObjectionProcess.Dismiss"/> or <see cref="ObjectionProcess.Uphold"/>.</summary>
    public string Trigger { get; init; } = string.Empty;
    public string? Answer { get; init; }
}

internal sealed class AnswerObjectionValidator : AbstractValidator<AnswerObjection>
{
    public AnswerObjectionValidator()
    {
        RuleFor(answer => answer.Answer).Must(text => PlainText.Clean(text).Length > 0).Says("answer_text_missing", "Please type the answer.")
            .MaximumLength(Objection.AnswerLength).Says("text_too_long", "Please use at most {0} characters.", Objection.AnswerLength);
        RuleFor(answer => answer.Trigger).Must(trigger => trigger is ObjectionProcess.Dismiss or ObjectionProcess.Uphold).Says("objection_decision_missing", "Dismiss the objection or uphold it.");
    }
}

internal sealed class AnswerObjectionHandler(CharityDbContext db, ObjectionHandlerCheck handlers, IWorkflowDoor door, LetterDesk letters, IAlerts alerts, TimeProvider clock) : IRequestHandler<AnswerObjection, Result>
{
    public async Task<Result> Handle(AnswerObjection request, CancellationToken cancellationToken)
    {
        if (await ObjectionAccess.FindAsync(db, handlers, request.Id, cancellationToken) is not { } objection)
        {
            return ObjectionAccess.Unknown;
        }

        var submission = await ContestedProject.TakeAsync(db, objection, cancellationToken);
        objection.Reply(PlainText.Clean(request.Answer, keepLines: true), clock.GetUtcNow().UtcDateTime);
        var answered = await door.FireAsync(ObjectionProcess.Table, objection, request.Trigger, request.Version, note: null, cancellationToken);
        if (answered.Failure is not null)
        {
            return answered;
        }

        await alerts.ResolveAsync(ObjectionCodes.AlertKey(objection.Id), cancellationToken);
        await alerts.ResolveAsync(ReleaseClock.LateKey(objection.Id), cancellationToken);
        return submission.State != SubmissionProcess.Contested ? Result.Ok
            : objection.State == ObjectionProcess.Upheld ? await StrikeAsync(objection, submission, cancellationToken)
            : await ReleaseAsync(submission, cancellationToken);
    }

    /// <summary>The project goes on, unless another objection to it is being examined.</summary>
    private async Task<Result> ReleaseAsync(Submission submission, CancellationToken cancellationToken)
    {
        var others = await db.Set<Objection>().Where(other => other.SubmissionId == submission.Id).ToListAsync(cancellationToken);
        return others.Exists(other => other.State == ObjectionProcess.Examining)
            ? Result.Ok
            : await door.FireAsync(SubmissionProcess.Table, submission, SubmissionProcess.Dismiss, expectedVersion: null, note: null, cancellationToken);
    }

    private async Task<Result> StrikeAsync(Objection objection, Submission submission, CancellationToken cancellationToken)
    {
        var struck = await door.FireAsync(SubmissionProcess.Table, submission, SubmissionProcess.Uphold, expectedVersion: null, note: null, cancellationToken);
        if (struck.Failure is not null)
        {
            return struck;
        }

        var call = await db.Set<Call>().AsNoTracking().SingleAsync(call => call.Id == submission.CallId, cancellationToken);
        var slug = await db.Set<AwardNotice>().Where(notice => notice.Id == objection.NoticeId).Select(notice => notice.Slug).SingleAsync(cancellationToken);
        await letters.PromiseAsync(LetterKind.Struck, new Letter("struck", call, submission, 0, objection.Answer, null, $"/notices/{slug}"), cancellationToken);
        return Result.Ok;
    }
}
