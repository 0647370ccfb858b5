using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Organisations.Members;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Charity.Organisations.Reminders;

/// <summary>Once a day: mails the colleagues 60 and 14 days before a licence expires, once each, and ends the bars whose last day is over and the invitations that nobody accepted in time.</summary>
[DisallowConcurrentExecution]
internal sealed class WatchDossiers(IServiceScopeFactory scopes, TimeProvider clock, ILogger<WatchDossiers> logger) : IJob
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
        var now = clock.GetUtcNow().UtcDateTime;
        await EachAsync(
            (db, _) => db.Set<OrganisationInvitation>().Where(invitation => invitation.EndedUtc == null && invitation.ExpiresUtc <= now).Select(invitation => invitation.Id),
            EndInvitationAsync,
            cancellationToken);
    }

    /// <summary>Every one in a transaction of its own: one that fails is written down and tried again the next day, and keeps none of the others from being done.</summary>
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
            try
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
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError(exception, "{Work} of {Id} failed; the next round tries it again", workAsync.Method.Name, id);
            }
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

        // The day may have been changed and changed back: what was told of it once is not told again.
        var key = $"licence-expiry:{licence.Id}:{DayWords.Iso(until)}:{threshold}";
        if (await db.Set<OutgoingMail>().AnyAsync(mail => mail.Key.StartsWith(key), cancellationToken))
        {
            return;
        }

        await services.GetRequiredService<IOrganisationMails>().ToColleaguesAsync(
            licence.OrganisationId,
            key,
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

    private static async Task EndInvitationAsync(IServiceProvider services, Guid invitationId, DateOnly _, CancellationToken cancellationToken)
    {
        var invitation = await services.GetRequiredService<CharityDbContext>().Set<OrganisationInvitation>().SingleAsync(i => i.Id == invitationId, cancellationToken);
        if (invitation.EndedUtc is null)
        {
            await services.GetRequiredService<InvitationDesk>().EndAsync(invitation, null, cancellationToken);
        }
    }
}
