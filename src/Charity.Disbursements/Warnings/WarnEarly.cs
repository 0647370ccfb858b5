using Charity.Disbursements.Tracking;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Charity.Disbursements.Warnings;

/// <summary>
/// Mails those who can still prevent it what the tracking says is about to be late; each of them once. Money that has to come back is
/// <see cref="Returns.ReturnClock"/>'s. Running it twice changes nothing.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class WarnEarly(IServiceScopeFactory scopes, ILogger<WarnEarly> logger) : IJob
{
    /// <summary>Every morning at 06:25 in China.</summary>
    public const string Cron = "0 25 22 * * ?";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await TurnAsync(cancellationToken);

    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        foreach (var warning in await WarningsAsync(cancellationToken))
        {
            try
            {
                await using var scope = scopes.CreateSystemScope("clock");
                await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(token => scope.ServiceProvider.GetRequiredService<EarlyMails>().TellAsync(warning, token), cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError(exception, "Nobody could be warned of {Id}; the next turn tries it again.", warning.Id);
            }
        }
    }

    private async Task<IReadOnlyList<EarlyWarning>> WarningsAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("clock");
        return (await scope.ServiceProvider.GetRequiredService<UnpaidReader>().ReadAsync(cancellationToken)).Warnings;
    }
}
