using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Charity.Ventures.Evaluations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Charity.Ventures.Projects;

/// <summary>Begins projects on their first day, asks for evaluations on theirs and fails those without a report. Running it twice changes nothing: the states are left once.</summary>
[DisallowConcurrentExecution]
internal sealed class ProjectClock(IServiceScopeFactory scopes, ILogger<ProjectClock> logger) : IJob
{
    /// <summary>Every five minutes.</summary>
    public const string Cron = "30 0/5 * * * ?";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await TurnAsync(cancellationToken);

    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        foreach (var slug in await DueAsync(cancellationToken))
        {
            try
            {
                await MoveAsync(slug, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError(exception, "Project {Slug} could not be moved on; the next turn tries it again.", slug);
            }
        }
    }

    /// <summary>Every project that is signed or under way: some tens, and each may have a report that is missing since midnight.</summary>
    private async Task<List<string>> DueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("clock");
        var today = scope.ServiceProvider.GetRequiredService<SiteTime>().Today;
        return await scope.ServiceProvider.GetRequiredService<CharityDbContext>().Set<Project>()
            .Where(project => (project.State == ProjectProcess.Signed && project.RunsFrom <= today)
                || project.State == ProjectProcess.Running || project.State == ProjectProcess.MidTermDue || project.State == ProjectProcess.FinalDue)
            .OrderBy(project => project.Id)
            .Select(project => project.Slug)
            .ToListAsync(cancellationToken);
    }

    private async Task MoveAsync(string slug, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("clock");
        var services = scope.ServiceProvider;
        var desk = services.GetRequiredService<ProjectDesk>();
        await services.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async token =>
            {
                var project = (await desk.TakeAsync(slug, token)).Value;
                await FireDueAsync(services, project, token);
                await FailLateAsync(services, project, token);
                await desk.SettleAsync(project, token);
                return true;
            },
            cancellationToken);
    }

    /// <summary>A guard that still waits says so; the next turn asks again.</summary>
    private static async Task FireDueAsync(IServiceProvider services, Project project, CancellationToken cancellationToken)
    {
        var (door, today) = (services.GetRequiredService<IWorkflowDoor>(), services.GetRequiredService<SiteTime>().Today);
        var evaluations = services.GetRequiredService<EvaluationDesk>();
        var trigger = project.State switch
        {
            ProjectProcess.Signed => ProjectProcess.Begin,
            ProjectProcess.Running when !project.IsMidTermAsked && project.MidTermOn <= today => ProjectProcess.AskMidTerm,
            ProjectProcess.Running when project.RunsUntil < today => ProjectProcess.AskFinal,
            _ => null,
        };
        if (trigger is null || (await door.FireAsync(ProjectProcess.Table, project, trigger, expectedVersion: null, note: null, cancellationToken)).Failure is not null)
        {
            return;
        }

        if (trigger == ProjectProcess.AskMidTerm)
        {
            project.AskMidTerm();
            await evaluations.AskAsync(project, EvaluationKind.MidTerm, cancellationToken);
        }
        else if (trigger == ProjectProcess.AskFinal)
        {
            await evaluations.AskAsync(project, EvaluationKind.Final, cancellationToken);
        }
    }

    /// <summary>Late is failed: no report by the end of the grace.</summary>
    private static async Task FailLateAsync(IServiceProvider services, Project project, CancellationToken cancellationToken)
    {
        var today = services.GetRequiredService<SiteTime>().Today;
        var late = await services.GetRequiredService<CharityDbContext>().Set<Evaluation>().Include(evaluation => evaluation.Assessments)
            .Where(evaluation => evaluation.ProjectId == project.Id && evaluation.State == EvaluationProcess.Due && evaluation.GraceUntil < today)
            .ToListAsync(cancellationToken);
        foreach (var evaluation in late)
        {
            await services.GetRequiredService<EvaluationDesk>().MoveAsync(project, evaluation, EvaluationProcess.Late, expectedVersion: null, note: null, cancellationToken);
        }
    }
}
