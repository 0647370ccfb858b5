using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Charity.Ventures.Wishes;

/// <summary>Opens wishes again whose days are over. Running it twice changes nothing: a claim ends once. One that fails is written down and tried again; it keeps none of the others.</summary>
[DisallowConcurrentExecution]
internal sealed class WishClock(IServiceScopeFactory scopes, TimeProvider clock, ILogger<WishClock> logger) : IJob
{
    /// <summary>Every ten minutes: claims end with a day of the site's time zone.</summary>
    public const string Cron = "0 0/10 * * * ?";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await TurnAsync(cancellationToken);

    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        foreach (var id in await DueAsync(cancellationToken))
        {
            try
            {
                await LapseAsync(id, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError(exception, "The claim on wish {Id} could not lapse; the next round tries it again", id);
            }
        }
    }

    private async Task<List<Guid>> DueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("clock");
        var now = clock.GetUtcNow().UtcDateTime;
        return await scope.ServiceProvider.GetRequiredService<CharityDbContext>().Set<WishClaim>()
            .Where(claim => claim.EndedUtc == null && claim.DueUtc <= now)
            .Select(claim => claim.WishId)
            .ToListAsync(cancellationToken);
    }

    private async Task LapseAsync(Guid wishId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("clock");
        var services = scope.ServiceProvider;
        await services.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async token =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                var wish = await services.GetRequiredService<WishDesk>().LoadAsync(wishId, token);
                if (wish?.OpenClaim is not { } claim || claim.DueUtc > now
                    || !(await services.GetRequiredService<IWorkflowDoor>().FireAsync(WishProcess.Table, wish, WishProcess.Lapse, expectedVersion: null, note: null, token)).Succeeded)
                {
                    return false;
                }

                claim.End(ClaimOutcome.Lapsed, now);
                await services.GetRequiredService<WishMails>().LapsedAsync(wish, claim, token);
                return true;
            },
            cancellationToken);
    }
}
