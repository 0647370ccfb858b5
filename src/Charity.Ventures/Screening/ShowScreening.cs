using Charity.Organisations.Contracts;
using Charity.Platform.Calendars;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Charity.Ventures.Advice;
using Charity.Ventures.Forms;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Screening;

/// <summary>A submission as the office reads it.</summary>
[Requires(Permissions.ReadSubmissions)]
internal sealed record ShowScreening(Guid Id) : IQuery<ScreeningPage>;

/// <param name="Notes">Advice, sent or not.</param>
/// <param name="Versions">What was handed in, newest first.</param>
/// <param name="SuggestedDay">Five working days from today.</param>
internal sealed record ScreeningPage(
    OpenSubmission Open, OrganisationSummary Organisation, IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<SubmissionStep> History, IReadOnlyList<VersionRow> Versions,
    IReadOnlyList<AdviceNote> Notes, AnswersModel Answers, DateOnly SuggestedDay, int? Previous, int? Next)
{
    public Submission Submission => Open.Submission;

    public string Address => $"/office/submissions/{Submission.Id}";
}

internal sealed class ShowScreeningHandler(
    CharityDbContext db, ScreeningDesk desk, AnswersReader answers, IOrganisations organisations, IWorkflowDoor door, IWorkingDays days, SiteTime time) : IRequestHandler<ShowScreening, Result<ScreeningPage>>
{
    private const int UsualDays = 5;

    public async Task<Result<ScreeningPage>> Handle(ShowScreening request, CancellationToken cancellationToken)
    {
        var found = await desk.FindAsync(request.Id, cancellationToken);
        if (found.Failure is { } failure)
        {
            return failure;
        }

        var open = found.Value;
        var submission = open.Submission;
        var neighbours = db.Set<Submission>().Where(other => other.CallId == submission.CallId);
        return new ScreeningPage(
            open,
            await organisations.FindAsync(submission.OrganisationId, cancellationToken) ?? throw new InvalidOperationException($"Organisation {submission.OrganisationId} is gone."),
            await door.OffersAsync(SubmissionProcess.Table, submission, cancellationToken),
            await SubmissionSteps.ReadAsync(db, submission.Id, cancellationToken),
            await db.Set<SubmissionVersion>().AsNoTracking().Where(version => version.SubmissionId == submission.Id && version.IsSubmitted).OrderByDescending(version => version.SavedUtc)
                .Select(version => new VersionRow(version.Id, true, version.Title, version.AskedMinor, version.SavedByName, version.SavedUtc)).ToListAsync(cancellationToken),
            await db.Set<AdviceNote>().AsNoTracking().Where(note => note.SubmissionId == submission.Id).OrderBy(note => note.Section).ThenBy(note => note.Id).ToListAsync(cancellationToken),
            await answers.OfAsync(open, await desk.HandedInAsync(open, cancellationToken), $"/office/submissions/{submission.Id}/files", isBlind: false, cancellationToken),
            days.Add(time.Today, UsualDays),
            await neighbours.Where(other => other.Number < submission.Number).MaxAsync(other => other.Number, cancellationToken),
            await neighbours.Where(other => other.Number > submission.Number).MinAsync(other => other.Number, cancellationToken));
    }
}

/// <summary>What the requests of the office about one submission share.</summary>
internal sealed class ScreeningDesk(CharityDbContext db, SubmissionDesk desk, ScreenerCheck screeners)
{
    /// <summary>A submission that was handed in. Whoever belongs to its organisation reads it in the workspace, not here; whoever is bound to it does not read it at all.</summary>
    public async Task<Result<OpenSubmission>> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(id, cancellationToken) is not { Submission.Number: not null } open)
        {
            return SubmissionFailures.Unknown;
        }

        return await screeners.RefusalAsync(open.Submission.OrganisationId, Permissions.ScreenSubmissions, cancellationToken) is { } refusal ? refusal : open;
    }

    /// <summary>The office reads what was handed in last, not what its writers are changing just now.</summary>
    public async Task<FormAnswers> HandedInAsync(OpenSubmission open, CancellationToken cancellationToken) => !open.Submission.IsBeingWritten
        ? open.Submission.Answers
        : await db.Set<SubmissionVersion>().AsNoTracking()
            .Where(version => version.SubmissionId == open.Submission.Id && version.IsSubmitted)
            .OrderByDescending(version => version.SavedUtc)
            .Select(version => version.Answers)
            .FirstAsync(cancellationToken);
}
