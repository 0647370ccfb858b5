using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Charity.Ventures.Projects;

/// <summary>Begins projects on their first day, asks for evaluations on theirs. Running it twice changes nothing: the states are left once.</summary>
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

    private async Task<List<string>> DueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("clock");
        var today = scope.ServiceProvider.GetRequiredService<SiteTime>().Today;
        return await scope.ServiceProvider.GetRequiredService<CharityDbContext>().Set<Project>()
            .Where(project => (project.State == ProjectProcess.Signed && project.RunsFrom <= today)
                || (project.State == ProjectProcess.Running && ((project.MidTermOn <= today && !project.IsMidTermAsked) || project.RunsUntil < today)))
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
                var trigger = (project.State, project.IsMidTermAsked || project.MidTermOn is null) switch
                {
                    (ProjectProcess.Signed, _) => ProjectProcess.Begin,
                    (ProjectProcess.Running, false) => ProjectProcess.AskMidTerm,
                    _ => ProjectProcess.AskFinal,
                };
                var moved = await services.GetRequiredService<IWorkflowDoor>().FireAsync(ProjectProcess.Table, project, trigger, expectedVersion: null, note: null, token);
                if (moved.Succeeded && trigger == ProjectProcess.AskMidTerm)
                {
                    project.AskMidTerm();
                }

                await desk.SettleAsync(project, token);
                return true;
            },
            cancellationToken);
    }
}
