using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Charity.Ventures.Calls;

/// <summary>Opens announced calls on their first day and closes them when the grace is over. Running it twice changes nothing: the states are left once.</summary>
[DisallowConcurrentExecution]
internal sealed class CallClock(IServiceScopeFactory scopes, TimeProvider clock) : IJob
{
    /// <summary>Every minute.</summary>
    public const string Cron = "0 * * * * ?";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await TurnAsync(cancellationToken);

    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await DueAsync(cancellationToken))
        {
            await MoveAsync(id, cancellationToken);
        }
    }

    private async Task<List<Guid>> DueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("clock");
        var now = clock.GetUtcNow().UtcDateTime;
        return await scope.ServiceProvider.GetRequiredService<CharityDbContext>().Set<Call>()
            .Where(call => (call.State == CallProcess.Announced && call.OpensUtc <= now) || (call.State == CallProcess.Open && call.ClosesUtc <= now))
            .Select(call => call.Id)
            .ToListAsync(cancellationToken);
    }

    private async Task MoveAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("clock");
        var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async token =>
            {
                var call = await db.Set<Call>().SingleAsync(call => call.Id == id, token);
                var trigger = call.State == CallProcess.Announced ? CallProcess.OpenTrigger : CallProcess.CloseTrigger;

                // A guard that still waits (the grace) says so; the next turn asks again.
                await scope.ServiceProvider.GetRequiredService<IWorkflowDoor>().FireAsync(CallProcess.Table, call, trigger, expectedVersion: null, note: null, token);
                return true;
            },
            cancellationToken);
    }
}
