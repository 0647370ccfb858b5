using Charity.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Charity.Platform.Jobs;

internal static class JobServices
{
    /// <summary>Quartz keeps its jobs in the site's database; on PostgreSQL several nodes share them.</summary>
    public static IServiceCollection AddCharityJobs(this IServiceCollection services, DatabaseOptions database, IReadOnlyList<JobSchedule> schedules)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "charity";
                scheduler.GenerateInstanceId = true;
            });
            quartz.UsePersistentStore(store =>
            {
                store.UseSystemTextJsonSerializer();
                store.ProvisionSchema();
                if (database.IsPostgres)
                {
                    store.UsePostgres(Npgsql.NpgsqlFactory.Instance, database.ConnectionString);
                    store.UseClustering();
                }
                else
                {
                    store.UseSqlite(Microsoft.Data.Sqlite.SqliteFactory.Instance, database.ConnectionString);
                }
            });
            foreach (var schedule in schedules)
            {
                quartz.AddJob(schedule.JobType, job => job.WithIdentity(schedule.Name).WithDescription(schedule.Description));
                quartz.AddTrigger(trigger => trigger
                    .ForJob(schedule.Name)
                    .WithIdentity(schedule.Name)
                    .WithSchedule(CronScheduleBuilder.Create(schedule.Cron).InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
            }

            quartz.AddJobListener<RecordJobRuns>();
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }
}
