using Charity.Platform.Data;
using Charity.Platform.Jobs;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Quartz;

namespace Charity.Tests.Platform.Jobs;

[Collection(nameof(PlatformSites))]
public sealed class JobsTests(PlatformSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Job_EveryTimeItRuns_LeavesItsOutcome(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var name = $"test-{Guid.CreateVersion7():N}";
        var scheduler = await site.Site.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await scheduler.AddJob(JobBuilder.Create<FickleJob>().WithIdentity(name).StoreDurably().Build(), new AddJobOptions { Replace = true });

        await scheduler.TriggerJob(new JobKey(name), new JobDataMap { ["problem"] = "The bank is closed." });
        var failed = await RunAsync(site, name, run => run is not null);
        await scheduler.TriggerJob(new JobKey(name), new JobDataMap { ["problem"] = "" });
        var succeeded = await RunAsync(site, name, run => run?.Error is null);

        Assert.Equal("The bank is closed.", failed!.Error);
        Assert.InRange(succeeded!.StartedUtc, failed.StartedUtc, TimeProvider.System.GetUtcNow().UtcDateTime);
        Assert.True(succeeded.DurationSeconds >= 0);
    }

    [Fact]
    public async Task Jobs_OfTheModules_AreScheduledUnderTheirNames()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var scheduler = await site.Site.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();

        foreach (var schedule in site.Site.Services.GetServices<JobSchedule>())
        {
            var trigger = Assert.IsAssignableFrom<ICronTrigger>(Assert.Single(await scheduler.GetTriggersOfJob(new JobKey(schedule.Name))));
            Assert.Equal((schedule.Cron, TimeZoneInfo.Utc), (trigger.CronExpressionString, trigger.TimeZone));
        }
    }

    [Fact]
    public async Task Signal_RaisedManyTimesBeforeTheWorkerLooks_WakesItOnce()
    {
        var (signal, clock) = (new Signal<JobsTests>(), new FakeTimeProvider());
        for (var number = 0; number < 5; number++)
        {
            signal.Raise();
        }

        await signal.WaitAsync(TimeSpan.FromMinutes(1), clock, CancellationToken.None);
        var second = signal.WaitAsync(TimeSpan.FromMinutes(1), clock, CancellationToken.None);

        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(1));
        await second; // the round is due without a signal
    }

    [Fact]
    public async Task Signal_WhenTheSiteStops_EndsTheWaiting()
    {
        using var stopping = new CancellationTokenSource();
        var waiting = new Signal<JobsTests>().WaitAsync(TimeSpan.FromMinutes(1), new FakeTimeProvider(), stopping.Token);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static async Task<JobRun?> RunAsync(CharityApp site, string job, Func<JobRun?, bool> isThere)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var round = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var run = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<JobRun>().AsNoTracking().FirstOrDefaultAsync(row => row.Job == job));
            if (isThere(run))
            {
                return run;
            }

            await round.WaitForNextTickAsync(patience.Token);
        }
    }
}

public sealed class FickleJob : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => context.MergedJobDataMap.GetString("problem") is { Length: > 0 } problem
        ? throw new InvalidOperationException(problem)
        : ValueTask.CompletedTask;
}
