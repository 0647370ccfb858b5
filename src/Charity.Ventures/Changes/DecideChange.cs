using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Projects;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Changes;

/// <summary>The bureau approves a change, which then is the project's, or refuses it with the reason.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record DecideChange(string Slug, Guid Id, string? Trigger, int Version, string? Answer) : ICommand;

internal sealed class DecideChangeValidator : AbstractValidator<DecideChange>
{
    public DecideChangeValidator()
    {
        RuleFor(decide => decide.Trigger).Must(trigger => trigger is ChangeProcess.Approve or ChangeProcess.Refuse).Says("trigger_unknown", "Please use one of the buttons.");
        RuleFor(decide => decide.Answer).MaximumLength(500).Says("text_too_long", "Please use at most {0} characters.", 500);
        When(decide => decide.Trigger == ChangeProcess.Refuse, () =>
            RuleFor(decide => decide.Answer).Must(answer => PlainText.Clean(answer).Length > 0).Says("refusal_reason_missing", "Say why the change is refused."));
    }
}

internal sealed class DecideChangeHandler(
    CharityDbContext db, ProjectDesk projects, IWorkflowDoor door, ChangeApplying applying, AwardReleasing releasing, IAlerts alerts, ProjectMails mails) : IRequestHandler<DecideChange, Result>
{
    public async Task<Result> Handle(DecideChange request, CancellationToken cancellationToken)
    {
        var taken = await projects.TakeAsync(request.Slug, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var project = taken.Value;
        if (project.IsOver)
        {
            return ProjectFailures.Over;
        }

        if (await db.Set<ChangeRequest>().SingleOrDefaultAsync(change => change.Id == request.Id && change.ProjectId == project.Id, cancellationToken) is not { } change)
        {
            return Failure.NotFound("change_unknown", "There is no such request.");
        }

        var answer = PlainText.Clean(request.Answer, keepLines: true) is { Length: > 0 } text ? text : null;
        if ((await door.FireAsync(ChangeProcess.Table, change, request.Trigger!, request.Version, answer, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        change.Reply(answer);
        var applied = change.State == ChangeProcess.Approved ? await applying.ApplyAsync(project, change, cancellationToken) : Result<IReadOnlyList<long>>.Ok([]);
        if (applied.Failure is { } outdated)
        {
            return outdated;
        }

        await projects.SettleAsync(project, cancellationToken);
        if (!await db.Set<ChangeRequest>().AnyAsync(other => other.ProjectId == project.Id && other.State == ChangeProcess.Requested && other.Id != change.Id, cancellationToken))
        {
            await alerts.ResolveAsync($"project-change:{project.Id:N}", cancellationToken);
        }

        await mails.ToColleaguesAsync(
            project, $"change:{change.Id:N}", _ => true, T => T["Your change of {0} was decided", project.Title], T => [T[ChangeProcess.Table.States[change.State].Words.Owner], .. answer is null ? (string[])[] : [answer]],
            "/changes", cancellationToken);
        return await releasing.ReleaseAsync(project, change, applied.Value, cancellationToken) is { } unreleased ? unreleased : Result.Ok;
    }
}
