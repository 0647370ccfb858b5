using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Submissions;

/// <summary>What its organisation does with a submission: hand in, withdraw, discard.</summary>
/// <param name="Note">Why it is withdrawn, for the office; may be empty.</param>
[SignedIn]
internal sealed record MoveSubmission(Guid Id, string? Trigger, int Version, string? Note) : ICommand, IWritersRequest;

internal sealed class MoveSubmissionValidator : AbstractValidator<MoveSubmission>
{
    public MoveSubmissionValidator()
    {
        RuleFor(move => move.Note).MaximumLength(500).Says("text_too_long", "Please use at most {0} characters.", 500);
        RuleFor(move => move.Trigger).Must(trigger => trigger is SubmissionProcess.Submit or SubmissionProcess.Withdraw or SubmissionProcess.Discard).Says("trigger_unknown", "Choose what to do.");
    }
}

internal sealed class MoveSubmissionHandler(
    CharityDbContext db, SubmissionDesk desk, EligibilityDesk eligibility, IWorkflowDoor door, IOrganisationMails mails, SiteAddress site, TimeProvider clock) : IRequestHandler<MoveSubmission, Result>
{
    public async Task<Result> Handle(MoveSubmission request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Id, cancellationToken) is not { } open)
        {
            return SubmissionFailures.Unknown;
        }

        if (request.Trigger == SubmissionProcess.Submit)
        {
            // Two colleagues who hand in two drafts at the same moment are counted and numbered one after the other.
            await db.LockAsync(SubmissionDesk.NumbersOf(open.Call.Id), cancellationToken);
        }

        var note = PlainText.Clean(request.Note, keepLines: true);
        var moved = await door.FireAsync(SubmissionProcess.Table, open.Submission, request.Trigger!, request.Version, note.Length == 0 ? null : note, cancellationToken);
        if (!moved.Succeeded || request.Trigger != SubmissionProcess.Submit)
        {
            return moved;
        }

        await HandInAsync(open, cancellationToken);
        return Result.Ok;
    }

    private async Task HandInAsync(OpenSubmission open, CancellationToken cancellationToken)
    {
        var (submission, call, _) = open;
        var last = await db.Set<Submission>().Where(other => other.CallId == call.Id).MaxAsync(other => other.Number, cancellationToken) ?? 0;
        var answers = await eligibility.CheckAsync(call, submission.OrganisationId, cancellationToken);
        db.Add(submission.HandIn(last + 1, call.Design.Timetable.AnswerOn, submission.Eligibility with { Answers = answers }, clock.GetUtcNow()));
        await mails.ToColleaguesAsync(
            submission.OrganisationId,
            FormattableString.Invariant($"submission-in:{submission.Id:N}:{submission.Version}"),
            _ => true,
            T => T["\"{0}\" was handed in", submission.Title],
            T =>
            [
                T["Your submission \"{0}\" to {1} has arrived. Its number is {2}.", submission.Title, call.Title, submission.Number!],
                submission.AnswerOn is { } day ? T["You have an answer by {0}.", day] : T["You are told as soon as there is an answer."],
                T["What was handed in, and how far it is: {0}", site.Of($"/workspace/submissions/{submission.Id}")],
            ],
            cancellationToken);
    }
}
