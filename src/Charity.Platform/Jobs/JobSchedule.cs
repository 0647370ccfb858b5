using System.Globalization;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Charity.Platform.Jobs;

/// <summary>A job of a module and when it runs (Quartz cron expression, UTC).</summary>
public sealed record JobSchedule(Type JobType, string Description, string Cron)
{
    public string Name => JobType.Name;
}

/// <summary>The last run of a job, for the admin page.</summary>
public sealed class JobRun
{
    public required string Job { get; init; }
    public DateTime StartedUtc { get; set; }
    public double? DurationSeconds { get; set; }

    /// <summary>Null when it went well.</summary>
    public string? Error { get; set; }
}

internal sealed class JobRunConfiguration : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> run)
    {
        run.ToTable("Platform_JobRuns");
        run.HasKey(r => r.Job);
        run.Property(r => r.Job).HasMaxLength(100);
        run.Property(r => r.Error).HasMaxLength(2000);
    }
}

/// <summary>Notes every run's time and outcome. A job is never the only guard against doing something twice: unique keys are.</summary>
internal sealed class RecordJobRuns(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RecordJobRuns> logger) : IJobListener
{
    public string Name => nameof(RecordJobRuns);

    public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public async ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
    {
        // Quartz wraps what the job threw, twice, in sentences that say nothing.
        var error = jobException?.GetBaseException().Message;
        if (jobException is not null)
        {
            logger.LogError(jobException, "Job {Job} failed", context.JobDetail.Key.Name);
        }

        await using var scope = scopes.CreateSystemScope("jobs");
        var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async token =>
            {
                var name = context.JobDetail.Key.Name;
                var run = await db.Set<JobRun>().FirstOrDefaultAsync(r => r.Job == name, token);
                if (run is null)
                {
                    db.Add(run = new JobRun { Job = name });
                }

                run.StartedUtc = clock.GetUtcNow().UtcDateTime - context.JobRunTime;
                run.DurationSeconds = context.JobRunTime.TotalSeconds;
                run.Error = error is { Length: > 2000 } ? error[..2000] : error;
                return true;
            },
            cancellationToken);
    }
}
