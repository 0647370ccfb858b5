using Charity.Payments.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Charity.Payments.Events;

/// <summary>
/// Works the inbox off: up to <see cref="GroupSize"/> events in one transaction, in the order they arrived. When one of them cannot be
/// applied, nothing of the group stays and each is applied alone, so that the poisoned one finds itself; it is tried again later and
/// later and then parked, while the others go on.
/// </summary>
internal sealed class PaymentEvents(IServiceScopeFactory scopes, PaymentMetrics metrics, TimeProvider clock, ILogger<PaymentEvents> logger) : IPaymentEvents
{
    public const int GroupSize = 256;
    private const string Lock = "payments-processor";

    public async Task<int> ProcessWaitingAsync(CancellationToken cancellationToken)
    {
        var applied = 0;
        while (true)
        {
            var (taken, done) = await RoundAsync(cancellationToken);
            applied += done;
            if (taken < GroupSize)
            {
                return applied;
            }
        }
    }

    /// <summary>When the next failed event is due again; null when none waits.</summary>
    public async Task<DateTime?> NextDueUtcAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("payments");
        return await scope.ServiceProvider.GetRequiredService<CharityDbContext>().Set<InboxEvent>()
            .Where(e => e.State == InboxState.Waiting)
            .MinAsync(e => (DateTime?)e.DueUtc, cancellationToken);
    }

    private async Task<(int Taken, int Done)> RoundAsync(CancellationToken cancellationToken)
    {
        var group = new List<Guid>();
        var alone = new List<Guid>();
        var done = 0;
        try
        {
            done = await InTransactionAsync(
                async (scope, db, token) =>
                {
                    var due = await DueAsync(db, token);
                    alone.AddRange(due.Where(e => e.HasFailed).Select(e => e.Id));
                    var fresh = due.Where(e => !e.HasFailed).ToList();
                    group.AddRange(fresh.Select(e => e.Id));
                    return await ApplyAsync(scope, db, fresh, token);
                },
                cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && group.Count > 0)
        {
            logger.LogWarning(exception, "A group of {Count} payment events could not be applied; each is tried alone", group.Count);
            alone.InsertRange(0, group);
        }

        foreach (var id in alone)
        {
            done += await ApplyAloneAsync(id, cancellationToken) ? 1 : 0;
        }

        return (group.Count + alone.Except(group).Count(), done);
    }

    private async Task<bool> ApplyAloneAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            return await InTransactionAsync(
                async (scope, db, token) => await ApplyAsync(scope, db, await WaitingAsync(db.Set<InboxEvent>().Where(e => e.Id == id), token), token),
                cancellationToken) == 1;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await NoteFailureAsync(id, exception, cancellationToken);
            return false;
        }
    }

    private async Task NoteFailureAsync(Guid id, Exception exception, CancellationToken cancellationToken)
    {
        var isParked = await InTransactionAsync(
            async (scope, db, token) =>
            {
                var failed = await db.Set<InboxEvent>().FirstAsync(e => e.Id == id, token);
                if (failed.State != InboxState.Waiting)
                {
                    return false;
                }

                failed.Fail((exception.InnerException ?? exception).Message, clock.GetUtcNow().UtcDateTime);
                if (failed.State != InboxState.Parked)
                {
                    return false;
                }

                await EventAlerts.RaiseAsync(
                    scope.GetRequiredService<IAlerts>(), id, "The payment event {0} could not be applied and waits for you.", [failed.EventId], token);
                return true;
            },
            cancellationToken);
        if (isParked)
        {
            metrics.Parked();
        }

        logger.LogError(exception, "Payment event {InboxId} could not be applied; parked: {IsParked}", id, isParked);
    }

    /// <summary>
    /// A transaction of its own, alone on all nodes. Waiting for the lock instead of giving up means that no event is left lying
    /// because another node was just finishing.
    /// </summary>
    private async Task<T> InTransactionAsync<T>(Func<IServiceProvider, CharityDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("payments");
        var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
        return await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async token =>
            {
                await db.LockAsync(Lock, token);
                return await work(scope.ServiceProvider, db, token);
            },
            cancellationToken);
    }

    private async Task<int> ApplyAsync(IServiceProvider scope, CharityDbContext db, List<WaitingEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
        {
            return 0;
        }

        var outcomes = await scope.GetRequiredService<EventGroup>().ApplyAsync(events, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var outcome in outcomes.GroupBy(outcome => (outcome.State, outcome.Why)))
        {
            var ids = outcome.Select(o => o.Event.Id).ToList();
            var (state, why) = outcome.Key;
            var marked = await db.Set<InboxEvent>().Where(e => ids.Contains(e.Id) && e.State == InboxState.Waiting).ExecuteUpdateAsync(
                row => row.SetProperty(e => e.State, state).SetProperty(e => e.Error, why).SetProperty(e => e.DoneUtc, now), cancellationToken);
            if (marked != ids.Count)
            {
                throw new InvalidOperationException($"{ids.Count - marked} payment events were worked off by somebody else at the same time.");
            }
        }

        scope.GetRequiredService<UnitOfWork>().AfterCommit(() => outcomes.ForEach(outcome => metrics.Applied(outcome.State, now - outcome.Event.ReceivedUtc)));
        return outcomes.Count(outcome => outcome.State == InboxState.Done);
    }

    private Task<List<WaitingEvent>> DueAsync(CharityDbContext db, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return WaitingAsync(db.Set<InboxEvent>().Where(e => e.DueUtc <= now), cancellationToken);
    }

    private static Task<List<WaitingEvent>> WaitingAsync(IQueryable<InboxEvent> events, CancellationToken cancellationToken) => events
        .Where(e => e.State == InboxState.Waiting)
        .OrderBy(e => e.Id)
        .Take(GroupSize)
        .Select(e => new WaitingEvent(e.Id, e.Provider, e.EventId, e.Type, e.IsLive, e.CreatedUtc, e.ReceivedUtc, e.Payload, e.Error != null))
        .ToListAsync(cancellationToken);
}

/// <param name="HasFailed">Tried before without success: it is tried alone.</param>
internal sealed record WaitingEvent(
    Guid Id, string Provider, string EventId, string Type, bool IsLive, DateTime CreatedUtc, DateTime ReceivedUtc, byte[] Payload, bool HasFailed);
