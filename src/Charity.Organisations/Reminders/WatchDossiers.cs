using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Charity.Organisations.Reminders;

/// <summary>Once a day: mails the colleagues 60 and 14 days before a licence expires, once each, and ends the bars whose last day is over.</summary>
[DisallowConcurrentExecution]
internal sealed class WatchDossiers(IServiceScopeFactory scopes) : IJob
{
    /// <summary>08:00 in China.</summary>
    public const string Cron = "0 0 0 * * ?";
    private const int FirstReminder = 60;
    private const int LastReminder = 14;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await EachAsync(
            (db, today) => db.Set<Licence>()
                .Where(licence => licence.ValidUntil >= today
                    && ((licence.ValidUntil <= today.AddDays(LastReminder) && licence.RemindedDays != LastReminder)
                        || (licence.ValidUntil <= today.AddDays(FirstReminder) && licence.RemindedDays == null)))
                .Select(licence => licence.Id),
            RemindAsync,
            cancellationToken);
        await EachAsync(
            (db, today) => db.Set<SocialOrganisation>()
                .Where(o => o.State == OrganisationProcess.Suspended && !o.Bars.Any(bar => bar.LiftedOn == null && bar.UntilDay >= today))
                .Select(o => o.Id),
            EndBarAsync,
            cancellationToken);
    }

    /// <summary>Every one in a transaction of its own: one that fails does not keep the others from being done the next day.</summary>
    private async Task EachAsync(
        Func<CharityDbContext, DateOnly, IQueryable<Guid>> due, Func<IServiceProvider, Guid, DateOnly, CancellationToken, Task> workAsync, CancellationToken cancellationToken)
    {
        List<Guid> ids;
        await using (var reading = scopes.CreateSystemScope("dossiers"))
        {
            ids = await due(reading.ServiceProvider.GetRequiredService<CharityDbContext>(), reading.ServiceProvider.GetRequiredService<SiteTime>().Today).ToListAsync(cancellationToken);
        }

        foreach (var id in ids)
        {
            await using var scope = scopes.CreateSystemScope("dossiers");
            var services = scope.ServiceProvider;
            await services.GetRequiredService<UnitOfWork>().ExecuteAsync(
                async token =>
                {
                    await workAsync(services, id, services.GetRequiredService<SiteTime>().Today, token);
                    return true;
                },
                cancellationToken);
        }
    }

    private static async Task RemindAsync(IServiceProvider services, Guid licenceId, DateOnly today, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<CharityDbContext>();
        var licence = await db.Set<Licence>().SingleAsync(l => l.Id == licenceId, cancellationToken);
        var name = await db.Set<SocialOrganisation>().Where(o => o.Id == licence.OrganisationId).Select(o => o.Name).SingleAsync(cancellationToken);
        var until = licence.ValidUntil!.Value;
        var threshold = until <= today.AddDays(LastReminder) ? LastReminder : FirstReminder;
        licence.Reminded(threshold);
        await services.GetRequiredService<OrganisationMails>().ToColleaguesAsync(
            licence.OrganisationId,
            $"licence-expiry:{licence.Id}:{DayWords.Iso(until)}:{threshold}",
            role => role != OrganisationRole.Finance,
            T => T["A licence of {0} expires soon", name],
            T =>
            [
                T["The licence \"{0}\" of {1} is valid until {2}. Please have it renewed, then enter the new day here:", licence.Title, name, DayWords.Of(until)],
                services.GetRequiredService<SiteAddress>().Of($"/workspace/organisations/{licence.OrganisationId}/licences"),
            ],
            cancellationToken);
    }

    private static async Task EndBarAsync(IServiceProvider services, Guid organisationId, DateOnly _, CancellationToken cancellationToken)
    {
        var organisation = await services.GetRequiredService<CharityDbContext>().Set<SocialOrganisation>().SingleAsync(o => o.Id == organisationId, cancellationToken);
        if (organisation.State == OrganisationProcess.Suspended)
        {
            await services.GetRequiredService<IWorkflowDoor>().FireAsync(OrganisationProcess.Definition, organisation, OrganisationProcess.Expire, null, null, cancellationToken);
        }
    }
}
