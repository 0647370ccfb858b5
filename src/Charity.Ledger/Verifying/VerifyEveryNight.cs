using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Verification;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Charity.Ledger.Verifying;

/// <summary>Runs what <c>verify</c> runs, every night, and tells somebody when a check finds something.</summary>
[DisallowConcurrentExecution]
internal sealed class VerifyEveryNight(IServiceScopeFactory scopes) : IJob
{
    /// <summary>04:00 in China.</summary>
    public const string Cron = "0 0 20 * * ?";
    private const string AlertKey = "verify";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateSystemScope("verify");
        var findings = await scope.ServiceProvider.GetRequiredService<SiteVerification>()
            .RunAsync((_, _, _) => { }, cancellationToken)
            .SelectMany(check => check.Findings)
            .ToListAsync(cancellationToken);
        var alerts = scope.ServiceProvider.GetRequiredService<IAlerts>();
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async token =>
            {
                if (findings is [var first, ..])
                {
                    await alerts.RaiseAsync(
                        AlertKey, Permissions.VerifyLedger, "/admin/ledger/verify",
                        "The nightly check of the books found something wrong: {0}, {1}.", [first.Rule, first.Where], token);
                }
                else
                {
                    await alerts.ResolveAsync(AlertKey, token);
                }

                return true;
            },
            cancellationToken);
    }
}
