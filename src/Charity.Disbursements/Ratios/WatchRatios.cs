using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Charity.Disbursements.Ratios;

/// <summary>Tells whoever answers for the charity when the year would miss a ratio if it went on as until now; takes it back when it does not any more.</summary>
[DisallowConcurrentExecution]
internal sealed class WatchRatios(IServiceScopeFactory scopes) : IJob
{
    /// <summary>On the first of every month.</summary>
    public const string Cron = "0 40 6 1 * ?";

    public const string SpendingAlert = "ratio-spending";
    public const string AdministrationAlert = "ratio-administration";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await TurnAsync(cancellationToken);

    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("clock");
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(token => LookAsync(scope.ServiceProvider, token), cancellationToken);
    }

    private static async Task<bool> LookAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var (years, _) = await services.GetRequiredService<RatioReader>().ReadAsync(cancellationToken);
        var (now, alerts, today) = (years[^1], services.GetRequiredService<IAlerts>(), services.GetRequiredService<SiteTime>().Today);
        await (now.WouldMissSpending(today)
            ? alerts.RaiseAsync(
                SpendingAlert, Permissions.ApproveLargePayments, "/manage/ratios", "At this pace the charity spends less than the law asks for this year: {0} of {1} so far.",
                [Money.Format(now.SpentMinor, Money.Yuan), Money.Format(now.RequiredMinor, Money.Yuan)], cancellationToken)
            : alerts.ResolveAsync(SpendingAlert, cancellationToken));
        await (now.KeepsAdministration
            ? alerts.ResolveAsync(AdministrationAlert, cancellationToken)
            : alerts.RaiseAsync(
                AdministrationAlert, Permissions.ApproveLargePayments, "/manage/ratios", "Administration takes {0} of this year's spending, more than the {1} that are allowed.",
                [RatioWords.Rate(now.AdministrationRate), RatioWords.Rate(now.Limits.AdministrationBasisPoints)], cancellationToken));
        return true;
    }
}
