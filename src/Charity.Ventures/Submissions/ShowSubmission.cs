using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Advice;
using Charity.Ventures.Calls;
using Charity.Ventures.Defences;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Submissions;

/// <summary>A submission as its organisation sees it: how far it is, what is missing, what was handed in when.</summary>
[SignedIn]
internal sealed record ShowSubmission(Guid Id) : IQuery<SubmissionPage>, ISubmissionRequest;

/// <param name="Missing">What stands between it and handing it in, while it is being written; the field is the question's code.</param>
/// <param name="Rules">How the organisation stands against the call's rules: now while it is being written, otherwise when it was handed in.</param>
/// <param name="ReturnNote">Why it was returned.</param>
/// <param name="LastDay">The last day to hand it in.</param>
/// <param name="Defence">When it is defended; null before the timetable is published, and when it is not defended.</param>
internal sealed record SubmissionPage(
    OpenSubmission Open, LocalizedText Organisation, IReadOnlyList<FieldFailure> Missing, EligibilityReport Rules, IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<SubmissionStep> History,
    IReadOnlyList<VersionRow> Versions, IReadOnlyList<AdviceShown> Advice, AnswersModel Answers, string? ReturnNote, DateOnly? LastDay,
    DefenceTime? Defence)
{
    public Submission Submission => Open.Submission;

    public string Address => $"/workspace/submissions/{Submission.Id}";
}

/// <summary>One move, told to the owner.</summary>
internal sealed record SubmissionStep(string State, DateTime AtUtc, string ActorName, string? Note);

internal sealed record VersionRow(Guid Id, bool IsSubmitted, string Title, long AskedMinor, string SavedByName, DateTime SavedUtc);

internal sealed class ShowSubmissionHandler(CharityDbContext db, SubmissionDesk desk, EligibilityDesk eligibility, AdviceDesk advice, DefenceDesk defences, AnswersReader answers, IOrganisations organisations, IWorkflowDoor door)
    : IRequestHandler<ShowSubmission, Result<SubmissionPage>>
{
    public async Task<Result<SubmissionPage>> Handle(ShowSubmission request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Id, cancellationToken) is not { } open || await organisations.FindAsync(open.Submission.OrganisationId, cancellationToken) is not { } organisation)
        {
            return SubmissionFailures.Unknown;
        }

        var submission = open.Submission;
        var steps = await SubmissionSteps.ReadAsync(db, submission.Id, cancellationToken);
        return new SubmissionPage(
            open, organisation.Name,
            submission.IsBeingWritten ? await desk.ReadinessAsync(submission, cancellationToken) : [],
            submission.IsBeingWritten ? submission.Eligibility with { Answers = await eligibility.CheckAsync(open.Call, submission.OrganisationId, cancellationToken) } : submission.Eligibility,
            await door.OffersAsync(SubmissionProcess.Table, submission, cancellationToken),
            steps,
            await VersionsAsync(submission.Id, cancellationToken),
            await advice.SentAsync(submission.Id, cancellationToken),
            await answers.OfAsync(open, submission.Answers, $"/workspace/submissions/{submission.Id}/files", isBlind: false, cancellationToken),
            submission.State == SubmissionProcess.Returned ? steps.LastOrDefault(step => step.State == SubmissionProcess.Returned)?.Note : null,
            open.LastDay,
            await defences.TimeOfAsync(submission.Id, cancellationToken));
    }

    private async Task<IReadOnlyList<VersionRow>> VersionsAsync(Guid id, CancellationToken cancellationToken) => await db.Set<SubmissionVersion>().AsNoTracking()
        .Where(version => version.SubmissionId == id)
        .OrderByDescending(version => version.SavedUtc)
        .Take(100)
        .Select(version => new VersionRow(version.Id, version.IsSubmitted, version.Title, version.AskedMinor, version.SavedByName, version.SavedUtc))
        .ToListAsync(cancellationToken);
}

internal static class SubmissionSteps
{
    /// <summary>What happened to a submission, oldest first.</summary>
    public static async Task<IReadOnlyList<SubmissionStep>> ReadAsync(CharityDbContext db, Guid id, CancellationToken cancellationToken) => await db.Set<WorkflowStep>().AsNoTracking()
        .Where(step => step.InstanceId == id)
        .OrderBy(step => step.Number)
        .Select(step => new SubmissionStep(step.To, step.AtUtc, step.ActorName, step.Note))
        .ToListAsync(cancellationToken);
}
