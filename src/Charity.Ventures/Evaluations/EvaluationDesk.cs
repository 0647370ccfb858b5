using Charity.Organisations.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Evaluations;

/// <summary>Moves evaluations, and what follows from them: the project's state, its instalments, who is told.</summary>
internal sealed class EvaluationDesk(CharityDbContext db, ProjectDesk projects, IWorkflowDoor door, IAlerts alerts, ProjectMails mails, ISettingsStore settings, SiteTime time, TimeProvider clock)
{
    public async Task<Result<(Project Project, Evaluation Evaluation)>> TakeAsync(string slug, EvaluationKind kind, CancellationToken cancellationToken)
    {
        var taken = await projects.TakeAsync(slug, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        return taken.Value.IsOver ? ProjectFailures.Over
            : await db.Set<Evaluation>().Include(evaluation => evaluation.Assessments).SingleOrDefaultAsync(evaluation => evaluation.ProjectId == taken.Value.Id && evaluation.Kind == kind, cancellationToken) is { } found
                ? (taken.Value, found)
            : EvaluationFailures.Unknown;
    }

    /// <summary>Asks for a report: the clock does, on the project's days.</summary>
    public async Task AskAsync(Project project, EvaluationKind kind, CancellationToken cancellationToken)
    {
        var evaluation = Evaluation.Ask(project.Id, kind, await settings.GetAsync<EvaluationRules>(cancellationToken), time.Today, clock.GetUtcNow());
        db.Add(evaluation);
        await TellAsync(project, evaluation, cancellationToken);
    }

    /// <summary>Moves the evaluation and settles what depends on it.</summary>
    public async Task<Result> MoveAsync(Project project, Evaluation evaluation, string trigger, int? expectedVersion, string? note, CancellationToken cancellationToken)
    {
        if ((await door.FireAsync(EvaluationProcess.Table, evaluation, trigger, expectedVersion, note, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        evaluation.Moved(clock.GetUtcNow().UtcDateTime);
        if (trigger is EvaluationProcess.Pass or EvaluationProcess.Fail)
        {
            project.Mark(evaluation.Conclude());
        }

        if (trigger == EvaluationProcess.SecondChance)
        {
            evaluation.TryAgain(await settings.GetAsync<EvaluationRules>(cancellationToken), time.Today);
        }

        if (evaluation is { State: EvaluationProcess.Passed, Kind: EvaluationKind.MidTerm }
            && (await door.FireAsync(ProjectProcess.Table, project, ProjectProcess.PassMidTerm, expectedVersion: null, note: null, cancellationToken)).Failure is { } stuck)
        {
            return stuck;
        }

        await projects.SettleAsync(project, cancellationToken);
        await AlertAsync(project, evaluation, cancellationToken);
        if (evaluation.State != EvaluationProcess.Submitted)
        {
            await TellAsync(project, evaluation, cancellationToken);
        }

        return Result.Ok;
    }

    private async Task AlertAsync(Project project, Evaluation evaluation, CancellationToken cancellationToken)
    {
        var (key, page) = ($"project-evaluation:{evaluation.Id:N}", $"/office/projects/{project.Slug}/evaluations");
        switch (evaluation.State)
        {
            case EvaluationProcess.Submitted:
                await alerts.RaiseAsync(key, Permissions.ManageProjects, page, "A report of {0} waits to be assessed: ask experts.", [project.Title.Zh], cancellationToken);
                break;
            case EvaluationProcess.Failed:
                await alerts.RaiseAsync(
                    key, Permissions.ManageProjects, page, "{0} has failed its evaluation: give a second chance or terminate it, and see whether the organisation is to be barred from calls.", [project.Title.Zh],
                    cancellationToken);
                break;
            default:
                await alerts.ResolveAsync(key, cancellationToken);
                break;
        }
    }

    private Task TellAsync(Project project, Evaluation evaluation, CancellationToken cancellationToken) => mails.ToColleaguesAsync(
        project, $"evaluation:{evaluation.Id:N}:{evaluation.State}:{evaluation.Round}", role => role != OrganisationRole.Finance,
        T => T["{0}: {1}", T[EvaluationWords.Of(evaluation.Kind)], T[EvaluationProcess.Table.States[evaluation.State].Words.Owner]],
        T => evaluation.State == EvaluationProcess.Due
            ? [T["The report on {0} is due by {1}. Without it the evaluation is failed.", project.Title, evaluation.DueOn]]
            : [T["The evaluation of {0} is concluded. {1}", project.Title, T[EvaluationProcess.Table.States[evaluation.State].Words.Next]]],
        "/reports", cancellationToken);
}

internal static class EvaluationFailures
{
    public static Failure Unknown => Failure.NotFound("evaluation_unknown", "There is no such evaluation.");
}

/// <summary>English words, keys of their translations.</summary>
internal static class EvaluationWords
{
    public static string Of(EvaluationKind kind) => kind switch
    {
        EvaluationKind.MidTerm => "Mid-term evaluation",
        EvaluationKind.Final => "Final evaluation",
        _ => throw new InvalidOperationException($"Unknown kind {kind}."),
    };

    public static string Badge(string state) => state switch
    {
        EvaluationProcess.Passed => "badge-success",
        EvaluationProcess.Failed => "badge-danger",
        _ => "badge-info",
    };
}
