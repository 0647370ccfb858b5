using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Projects;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Charity.Ventures.Decisions;

/// <summary>Moves a call on by what has become of its submissions and projects, and measures how long its stages took: nobody forgets to, and nobody does it too early.</summary>
[DisallowConcurrentExecution]
internal sealed class CallProgress(IServiceScopeFactory scopes) : IJob
{
    /// <summary>Every minute.</summary>
    public const string Cron = "15 * * * * ?";

    private static readonly string[] UnderWay = [CallProcess.Closed, CallProcess.Reviewing, CallProcess.Notice, CallProcess.Awarded];

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await TurnAsync(cancellationToken);

    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        List<Guid> calls;
        await using (var scope = scopes.CreateSystemScope("clock"))
        {
            calls = await scope.ServiceProvider.GetRequiredService<CharityDbContext>().Set<Call>().Where(call => EF.Parameter(UnderWay).Contains(call.State)).Select(call => call.Id).ToListAsync(cancellationToken);
        }

        foreach (var id in calls)
        {
            await MoveAsync(id, cancellationToken);
        }
    }

    /// <summary>Some of what was handed in has been given to reviewers.</summary>
    public static async Task<Failure?> ReviewMustHaveBegun(Call call, IServiceProvider services, CancellationToken cancellationToken) =>
        await CountAsync(call, services, [SubmissionProcess.UnderReview, SubmissionProcess.Scored], cancellationToken) > 0 ? null : Failure.Conflict("review_not_begun", "No submission has been given to reviewers yet.");

    public static async Task<Failure?> ReviewMustBeOver(Call call, IServiceProvider services, CancellationToken cancellationToken)
    {
        var waiting = await CountAsync(call, services, SubmissionProcess.BeforeScores, cancellationToken);
        return waiting == 0 ? null : Failure.Conflict("submissions_under_way", "{0} submissions are still being checked, reviewed or defended.", waiting);
    }

    public static async Task<Failure?> FinalDecisionsMustBePublished(Call call, IServiceProvider services, CancellationToken cancellationToken)
    {
        // What this transaction has published counts.
        var selections = await services.GetRequiredService<CharityDbContext>().Set<Selection>().Where(selection => selection.CallId == call.Id).ToListAsync(cancellationToken);
        return selections.Exists(selection => selection is { Round: SelectionRound.Final, State: SelectionProcess.Published })
            ? null
            : Failure.Conflict("decided_on_the_board", "This is decided on the call's board and published for all submissions in one act.");
    }

    public static async Task<Failure?> EverythingMustBeDecided(Call call, IServiceProvider services, CancellationToken cancellationToken) =>
        await CountAsync(call, services, SubmissionProcess.Pending, cancellationToken) == 0 ? null : Failure.Conflict("submissions_pending", "Some submissions are still on notice or on the reserve list.");

    public static async Task<Failure?> EveryProjectMustBeOver(Call call, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<CharityDbContext>().Set<Project>().AnyAsync(project => project.CallId == call.Id && !ProjectProcess.Over.Contains(project.State), cancellationToken)
            ? Failure.Conflict("projects_under_way", "Projects of this call are still under way.")
            : null;

    private static Task<int> CountAsync(Call call, IServiceProvider services, IReadOnlyList<string> states, CancellationToken cancellationToken)
    {
        string[] wanted = [.. states];
        return services.GetRequiredService<CharityDbContext>().Set<Submission>().CountAsync(submission => submission.CallId == call.Id && EF.Parameter(wanted).Contains(submission.State), cancellationToken);
    }

    private async Task MoveAsync(Guid id, CancellationToken cancellationToken)
    {
        // A call may be as far as the next step but one.
        var moved = true;
        while (moved)
        {
            await using var scope = scopes.CreateSystemScope("clock");
            var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
            moved = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(
                async token =>
                {
                    var call = await db.Set<Call>().SingleAsync(call => call.Id == id, token);
                    var trigger = call.State switch
                    {
                        CallProcess.Closed => CallProcess.ReviewTrigger,
                        CallProcess.Reviewing => CallProcess.RankTrigger,
                        CallProcess.Notice => CallProcess.AwardTrigger,
                        CallProcess.Awarded => CallProcess.FinishTrigger,
                        _ => null,
                    };

                    // A guard that still waits says so; the next turn asks again.
                    var fired = trigger is not null
                        && (await scope.ServiceProvider.GetRequiredService<IWorkflowDoor>().FireAsync(CallProcess.Table, call, trigger, expectedVersion: null, note: null, token)).Succeeded;
                    await scope.ServiceProvider.GetRequiredService<StageTimes>().MeasureAsync(call, token);
                    return fired;
                },
                cancellationToken);
        }
    }
}
