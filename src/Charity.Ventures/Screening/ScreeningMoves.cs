using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Platform.Workflow;
using Charity.Ventures.Advice;
using Charity.Ventures.Decisions;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Screening;

/// <summary>Moves a submission in the preliminary check and tells its organisation, for one as for many.</summary>
internal sealed class ScreeningMoves(CharityDbContext db, IWorkflowDoor door, IOrganisationMails mails, LetterDesk letters, SiteAddress site, TimeProvider clock)
{
    public async Task<Result> FireAsync(OpenSubmission open, string trigger, int? version, string note, DateOnly? reviseBy, CancellationToken cancellationToken)
    {
        var submission = open.Submission;
        if (trigger == SubmissionProcess.Advise && !await SendAdviceAsync(submission.Id, cancellationToken))
        {
            return Failure.Conflict("advice_missing", "There is no advice to send yet.");
        }

        var moved = await door.FireAsync(SubmissionProcess.Table, submission, trigger, version, note.Length == 0 ? null : note, cancellationToken);
        if (!moved.Succeeded)
        {
            return moved;
        }

        if (trigger is SubmissionProcess.Return or SubmissionProcess.Advise)
        {
            submission.AskToRevise(reviseBy!.Value);
        }

        await TellAsync(open, trigger, note, cancellationToken);
        return Result.Ok;
    }

    private async Task<bool> SendAdviceAsync(Guid submissionId, CancellationToken cancellationToken)
    {
        var notes = await db.Set<AdviceNote>().Where(note => note.SubmissionId == submissionId && note.SentUtc == null).ToListAsync(cancellationToken);
        notes.ForEach(note => note.Send(clock.GetUtcNow().UtcDateTime));
        return notes.Count > 0;
    }

    private Task TellAsync(OpenSubmission open, string trigger, string note, CancellationToken cancellationToken)
    {
        var submission = open.Submission;
        var page = $"/workspace/submissions/{submission.Id}";
        if (trigger == SubmissionProcess.Refuse)
        {
            return letters.PromiseAsync(LetterKind.NotAdmitted, new Letter(FormattableString.Invariant($"not-admitted-{submission.Version}"), open.Call, submission, 0, note, null, page), cancellationToken);
        }

        return mails.ToColleaguesAsync(
            submission.OrganisationId,
            FormattableString.Invariant($"submission-{trigger}:{submission.Id:N}:{submission.Version}"),
            _ => true,
            T => T[Subject(trigger), submission.Title],
            T => [.. Paragraphs(T, open, trigger), .. note.Length > 0 ? [note] : Array.Empty<string>(), T["See it here: {0}", site.Of(page)]],
            cancellationToken);
    }

    private static string Subject(string trigger) => trigger switch
    {
        SubmissionProcess.Pass => "\"{0}\" was admitted",
        SubmissionProcess.Return => "\"{0}\" was returned to you",
        SubmissionProcess.Advise => "There is advice for \"{0}\"",
        _ => throw new InvalidOperationException($"Nobody is told of {trigger}."),
    };

    private static IEnumerable<string> Paragraphs(IStringLocalizer T, OpenSubmission open, string trigger)
    {
        var (submission, call, _) = open;
        yield return trigger switch
        {
            SubmissionProcess.Pass => T["Your submission No. {0} to {1} passed the preliminary check and goes to the review.", submission.Number!, call.Title],
            SubmissionProcess.Return => T["Your submission No. {0} to {1} needs a change. Please put it right and hand it in again by {2}.", submission.Number!, call.Title, submission.ReviseBy!.Value],
            _ => T["A third party has read your submission No. {0} to {1}. You may improve it and hand it in again by {2}; otherwise it goes on as it was.", submission.Number!, call.Title, submission.ReviseBy!.Value],
        };
    }
}
