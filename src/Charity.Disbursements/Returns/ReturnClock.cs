using Charity.Disbursements.Tracking;
using Charity.Organisations.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Charity.Disbursements.Returns;

/// <summary>Reminds of money that has to come back some days before (<see cref="TrackingSettings"/>), and tells organisation and bureau when the day is over. Running it twice changes nothing.</summary>
[DisallowConcurrentExecution]
internal sealed class ReturnClock(IServiceScopeFactory scopes, ILogger<ReturnClock> logger) : IJob
{
    /// <summary>Every morning at 06:10 in China; jobs count in UTC.</summary>
    public const string Cron = "0 10 22 * * ?";

    public static string AlertOf(ReturnDemand demand) => $"return-overdue:{demand.Id:N}";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await TurnAsync(cancellationToken);

    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await DueAsync(cancellationToken))
        {
            try
            {
                await using var scope = scopes.CreateSystemScope("clock");
                await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(token => TellAsync(scope.ServiceProvider, id, token), cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError(exception, "Nobody could be told about the demand {Id}; the next turn tries it again.", id);
            }
        }
    }

    private async Task<IReadOnlyList<Guid>> DueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("clock");
        var today = scope.ServiceProvider.GetRequiredService<SiteTime>().Today;
        var soon = today.AddDays((await scope.ServiceProvider.GetRequiredService<ISettingsStore>().GetAsync<TrackingSettings>(cancellationToken)).DaysBeforeReturn);
        return await scope.ServiceProvider.GetRequiredService<CharityDbContext>().Set<ReturnDemand>()
            .Where(demand => demand.State == ReturnProcess.Demanded && ((demand.DueOn < today && demand.OverdueToldUtc == null) || (demand.DueOn >= today && demand.DueOn <= soon && demand.RemindedUtc == null)))
            .OrderBy(demand => demand.Id).Select(demand => demand.Id).ToListAsync(cancellationToken);
    }

    private static async Task<bool> TellAsync(IServiceProvider services, Guid id, CancellationToken cancellationToken)
    {
        var demand = (await services.GetRequiredService<ReturnDesk>().TakeAsync(id, cancellationToken)).Value;
        var (now, isOver) = (services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime, demand.DueOn < services.GetRequiredService<SiteTime>().Today);
        if (demand.State != ReturnProcess.Demanded || (isOver ? demand.OverdueToldUtc : demand.RemindedUtc) is not null)
        {
            return false;
        }

        await services.GetRequiredService<IOrganisationMails>().ToColleaguesAsync(
            demand.OrganisationId, $"return-{(isOver ? "overdue" : "reminder")}:{demand.Id:N}", ReturnWords.Readers,
            T => isOver ? T["Money of {0} should have come back", demand.ProjectTitle] : T["Money of {0} has to come back soon", demand.ProjectTitle],
            T => [T["{0} is open; the day was set to {1}.", Money.Format(demand.OpenMinor, demand.Currency), DayWords.Of(demand.DueOn)], services.GetRequiredService<SiteAddress>().Of($"/workspace/returns/{demand.Id}")],
            cancellationToken);
        if (!isOver)
        {
            demand.Remind(now);
            return true;
        }

        demand.TellOverdue(now);
        await services.GetRequiredService<IAlerts>().RaiseAsync(
            AlertOf(demand), Permissions.DemandReturns, $"/manage/returns/{demand.Id}", "{0} was not paid back in time. The organisation can be barred from new calls.", [demand.Code], cancellationToken);
        return true;
    }
}
