using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Contracts;
using Charity.Ventures.Evaluations;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Projects;

/// <summary>The bureau closes a project, or terminates it: then nothing more is paid, and what was reserved and not paid is free again.</summary>
/// <param name="Reason">Why it is terminated; published.</param>
[Requires(Permissions.ManageProjects)]
internal sealed record MoveProject(string Slug, string? Trigger, int Version, string? Reason) : ICommand;

internal sealed class MoveProjectValidator : AbstractValidator<MoveProject>
{
    public MoveProjectValidator()
    {
        RuleFor(move => move.Trigger).Must(trigger => trigger is ProjectProcess.Close or ProjectProcess.Terminate).Says("trigger_unknown", "Please use one of the buttons.");
        RuleFor(move => move.Reason).MaximumLength(500).Says("text_too_long", "Please use at most {0} characters.", 500);
        When(move => move.Trigger == ProjectProcess.Terminate, () =>
            RuleFor(move => move.Reason).Must(reason => PlainText.Clean(reason).Length > 0).Says("terminate_reason_missing", "Say why the project is terminated; the reason is published."));
    }
}

internal sealed class MoveProjectHandler(CharityDbContext db, ProjectDesk desk, IWorkflowDoor door, ILedger ledger, ProjectMails mails, IMediator mediator, SiteTime time, TimeProvider clock) : IRequestHandler<MoveProject, Result>
{
    public async Task<Result> Handle(MoveProject request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Slug, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var project = taken.Value;
        var reason = PlainText.Clean(request.Reason, keepLines: true) is { Length: > 0 } text ? text : null;
        if ((await door.FireAsync(ProjectProcess.Table, project, request.Trigger!, request.Version, reason, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        if (project.State == ProjectProcess.Closed && await FinalReportAsync(project, cancellationToken) is { Length: > 0 } outcome)
        {
            project.Conclude(new LocalizedText(outcome));
        }

        if (project.State == ProjectProcess.Terminated)
        {
            await mediator.Publish(new ProjectTerminated(project.Id, project.Slug), cancellationToken);
        }

        await desk.SettleAsync(project, cancellationToken);
        await mails.ToColleaguesAsync(
            project, $"project-{request.Trigger}:{project.Id:N}", _ => true,
            T => project.State == ProjectProcess.Terminated ? T["{0} was terminated", project.Title] : T["{0} is completed", project.Title],
            T => reason is null ? [T["The result stands on the project's page."]] : [T["The reason: {0}", reason], T["No more money is paid. The reason stands on the project's page."]],
            string.Empty, cancellationToken);
        return project.State == ProjectProcess.Terminated ? await ReleaseAsync(project, cancellationToken) : Result.Ok;
    }

    private Task<string?> FinalReportAsync(Project project, CancellationToken cancellationToken) =>
        db.Set<Evaluation>().Where(evaluation => evaluation.ProjectId == project.Id && evaluation.Kind == EvaluationKind.Final).Select(evaluation => evaluation.Report).SingleOrDefaultAsync(cancellationToken);

    private async Task<Result> ReleaseAsync(Project project, CancellationToken cancellationToken)
    {
        foreach (var reservation in project.Sources.Select(source => source.ReservationId).OfType<Guid>())
        {
            var released = await ledger.ReleaseAsync(Guid.CreateVersion7(clock.GetUtcNow()), reservation, $"Project {project.Slug} was terminated", time.Today, cancellationToken);

            // What was committed when a payment went to the bank is given back where payments are made.
            if (released.Failure is { Code: not "already_resolved" } failure)
            {
                return failure;
            }
        }

        return Result.Ok;
    }
}
