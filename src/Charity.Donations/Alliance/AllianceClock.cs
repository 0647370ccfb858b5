using System.Globalization;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Charity.Donations.Alliance;

/// <summary>Asks merchants for the month that has ended, and tells the office which months are late. Running it twice changes nothing.</summary>
[DisallowConcurrentExecution]
internal sealed class AllianceClock(IServiceScopeFactory scopes, ILogger<AllianceClock> logger) : IJob
{
    /// <summary>Every morning; 01:10 UTC is ten past nine in China.</summary>
    public const string Cron = "0 10 1 * * ?";
    public const string LateAlert = "alliance-late";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await TurnAsync(cancellationToken);

    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await InScopeAsync((services, token) => ToAskAsync(services, token), cancellationToken))
        {
            try
            {
                await InScopeAsync((services, token) => AskAsync(services, id, token), cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError(exception, "Merchant {Id} could not be asked for its sales; the next turn tries it again.", id);
            }
        }

        await InScopeAsync((services, token) => TellAsync(services, token), cancellationToken);
    }

    private async Task<T> InScopeAsync<T>(Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("clock");
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(token => work(scope.ServiceProvider, token), cancellationToken);
    }

    private static async Task<IReadOnlyList<Guid>> ToAskAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var month = services.GetRequiredService<AllianceDesk>().LastMonth;
        var merchants = await services.GetRequiredService<CharityDbContext>().Set<Merchant>().AsNoTracking()
            .Where(merchant => (merchant.State == MerchantProcess.Active || merchant.State == MerchantProcess.Left) && (merchant.AskedFor == null || merchant.AskedFor < month))
            .ToListAsync(cancellationToken);
        return [.. merchants.Where(merchant => merchant.PledgedIn(month)).Select(merchant => merchant.Id)];
    }

    private static async Task<bool> AskAsync(IServiceProvider services, Guid id, CancellationToken cancellationToken)
    {
        var desk = services.GetRequiredService<AllianceDesk>();
        var month = desk.LastMonth;
        var merchant = (await desk.TakeAsync(id, cancellationToken)).Value;
        if (merchant.AskedFor >= month)
        {
            return false;
        }

        merchant.Asked(month);
        if (!await services.GetRequiredService<CharityDbContext>().Set<Settlement>().AnyAsync(settlement => settlement.MerchantId == id && settlement.Month == month, cancellationToken))
        {
            services.GetRequiredService<MerchantMails>().Ask(merchant, month);
        }

        return true;
    }

    private static async Task<bool> TellAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var alerts = services.GetRequiredService<IAlerts>();
        var late = (await services.GetRequiredService<SettlementReader>().LateAsync(cancellationToken)).Count;
        if (late == 0)
        {
            return await alerts.ResolveAsync(LateAlert, cancellationToken);
        }

        await alerts.RaiseAsync(
            LateAlert, Permissions.ManageAlliance, "/manage/alliance/settlements?late=true", "Months of merchants that are late: {0}.", [late.ToString(CultureInfo.InvariantCulture)], cancellationToken);
        return true;
    }
}
