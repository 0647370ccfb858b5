using Charity.Organisations.Contracts;
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

/// <summary>
/// Replaces a running notice by one that says how projects and organisations are called by now, and why. Whoever fell out is not on it, and its
/// days begin anew. Amounts stay: they were decided.
/// </summary>
[Requires(Permissions.DecideSubmissions)]
internal sealed record CorrectNotice : ICommand
{
    public string Slug { get; init; } = string.Empty;
    public int Version { get; init; }
    public string? Reason { get; init; }
}

internal sealed class CorrectNoticeValidator : AbstractValidator<CorrectNotice>
{
    public CorrectNoticeValidator() => RuleFor(correct => correct.Reason).Must(reason => PlainText.Clean(reason).Length > 0).Says("correction_reason_missing", "Say what was wrong; it is published.")
        .MaximumLength(500).Says("text_too_long", "Please use at most {0} characters.", 500);
}

internal sealed class CorrectNoticeHandler(CharityDbContext db, IWorkflowDoor door, NoticePublisher notices, IOrganisations organisations) : IRequestHandler<CorrectNotice, Result>
{
    public async Task<Result> Handle(CorrectNotice request, CancellationToken cancellationToken)
    {
        if (await db.Set<AwardNotice>().Include(notice => notice.Entries).SingleOrDefaultAsync(notice => notice.Slug == request.Slug, cancellationToken) is not { } notice)
        {
            return NoticeFailures.Unknown;
        }

        await db.LockAsync(SelectionDesk.LockOf(notice.CallId), cancellationToken);
        await db.Entry(notice).ReloadAsync(cancellationToken);
        var corrected = await door.FireAsync(AwardNoticeProcess.Table, notice, AwardNoticeProcess.Correct, request.Version, PlainText.Clean(request.Reason), cancellationToken);
        if (corrected.Failure is not null)
        {
            return corrected;
        }

        var listed = notice.Entries.Select(entry => entry.SubmissionId).ToArray();
        var still = await db.Set<Submission>()
            .Where(submission => EF.Parameter(listed).Contains(submission.Id) && (submission.State == SubmissionProcess.OnNotice || submission.State == SubmissionProcess.Contested))
            .ToDictionaryAsync(submission => submission.Id, cancellationToken);
        if (still.Count == 0)
        {
            return Failure.Conflict("notice_empty", "None of its projects is on notice any more.");
        }

        var applicants = (await organisations.SummariesAsync([.. still.Values.Select(submission => submission.OrganisationId).Distinct()], cancellationToken)).ToDictionary(organisation => organisation.Id);
        var projects = notice.Entries.OrderBy(entry => entry.Place).Where(entry => still.ContainsKey(entry.SubmissionId))
            .Select(entry => new NoticedProject(entry.SubmissionId, entry.Number, still[entry.SubmissionId].Title, applicants[still[entry.SubmissionId].OrganisationId], entry.AreaName, entry.Parts))
            .ToList();
        var call = await db.Set<Call>().SingleAsync(call => call.Id == notice.CallId, cancellationToken);
        await notices.PublishAsync(call, projects, notice, PlainText.Clean(request.Reason), cancellationToken);
        return Result.Ok;
    }
}
