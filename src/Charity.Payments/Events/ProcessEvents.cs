using Charity.Platform.Jobs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Charity.Payments.Events;

/// <summary>Works the inbox off whenever something has come in, when a failed event is due again, and every 30 seconds.</summary>
internal sealed class ProcessEvents(PaymentEvents events, Signal<ProcessEvents> signal, TimeProvider clock, ILogger<ProcessEvents> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var patience = Round;
            try
            {
                await events.ProcessWaitingAsync(stoppingToken);
                patience = await events.NextDueUtcAsync(stoppingToken) is { } due ? Within(due - clock.GetUtcNow().UtcDateTime) : Round;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "Working off the payment events failed; the next round tries again");
            }

            await signal.WaitAsync(patience, clock, stoppingToken);
        }
    }

    private static TimeSpan Within(TimeSpan wait) => wait < TimeSpan.FromMilliseconds(100) ? TimeSpan.FromMilliseconds(100) : wait > Round ? Round : wait;
}
