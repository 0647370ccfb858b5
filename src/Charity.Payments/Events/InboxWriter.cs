using System.Threading.Channels;
using Charity.Payments.Webhooks;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Jobs;
using Charity.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Charity.Payments.Events;

/// <summary>
/// Stores incoming events durably, as many in one transaction as are there at the moment: a commit costs about the same for one as
/// for hundreds. The first to arrive writes, whoever arrives meanwhile goes with the next group.
/// </summary>
internal sealed class InboxWriter(IServiceScopeFactory scopes, Signal<ProcessEvents> signal, PaymentMetrics metrics, ILogger<InboxWriter> logger)
{
    public const int GroupSize = 256;
    private const int QueueLength = 4096;
    private const long QueueBytes = 64 * 1024 * 1024;
    private const long GroupBytes = 8 * 1024 * 1024;

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private long _queuedBytes;
    private int _isWriting;

    /// <summary>
    /// Ends when the event has been committed, or fails with what the database did; null when too many are waiting already.
    /// </summary>
    public Task<Acceptance>? Add(IncomingEvent incoming)
    {
        var waiting = new Waiting(incoming, new TaskCompletionSource<Acceptance>(TaskCreationOptions.RunContinuationsAsynchronously));
        if (Volatile.Read(ref _queuedBytes) > QueueBytes || !_queue.Writer.TryWrite(waiting))
        {
            return null;
        }

        Interlocked.Add(ref _queuedBytes, incoming.Payload.Length);
        if (Interlocked.Exchange(ref _isWriting, 1) == 0)
        {
            // Without the caller's context: the group is nobody's request.
            ThreadPool.UnsafeQueueUserWorkItem(writer => _ = writer.WriteAllAsync(), this, preferLocal: false);
        }

        return waiting.Stored.Task;
    }

    private async Task WriteAllAsync()
    {
        do
        {
            while (Take() is { Count: > 0 } group)
            {
                await WriteAsync(group);
            }

            // A full fence: an event added at this moment is either seen below or finds that nobody writes.
            Interlocked.Exchange(ref _isWriting, 0);
        }
        while (_queue.Reader.TryPeek(out _) && Interlocked.Exchange(ref _isWriting, 1) == 0);
    }

    private List<Waiting> Take()
    {
        var group = new List<Waiting>();
        var bytes = 0L;
        while (group.Count < GroupSize && bytes < GroupBytes && _queue.Reader.TryRead(out var waiting))
        {
            group.Add(waiting);
            bytes += waiting.Event.Payload.Length;
        }

        Interlocked.Add(ref _queuedBytes, -bytes);
        return group;
    }

    private async Task WriteAsync(List<Waiting> group)
    {
        try
        {
            var answers = await StoreAsync(group.ConvertAll(waiting => waiting.Event), CancellationToken.None);
            for (var index = 0; index < group.Count; index++)
            {
                group[index].Stored.SetResult(answers[index]);
            }
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "{Count} payment events could not be stored; their senders are told to send them again", group.Count);
            group.ForEach(waiting => waiting.Stored.SetException(exception));
        }
    }

    private async Task<Acceptance[]> StoreAsync(List<IncomingEvent> events, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("payments");
        var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
        var unitOfWork = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        var firsts = events.DistinctBy(KeyOf).ToList();
        var answers = await unitOfWork.ExecuteAsync(
            async token =>
            {
                var stored = await InboxTable.InsertAsync(db, firsts, token);
                var kept = await KeptAsync(db, firsts, stored, token);
                var judged = events.ConvertAll(e => Judge(e, stored, kept[KeyOf(e)])).ToArray();
                await TellAsync(scope.ServiceProvider.GetRequiredService<IAlerts>(), events, judged, kept, token);
                unitOfWork.AfterCommit(signal.Raise);
                return judged;
            },
            cancellationToken);
        metrics.Accepted(events, answers);
        return answers;
    }

    /// <summary>The row that stands for each key now: ours, or the one that was there before.</summary>
    private static async Task<Dictionary<(string Provider, string EventId), Kept>> KeptAsync(
        CharityDbContext db, List<IncomingEvent> firsts, IReadOnlySet<Guid> stored, CancellationToken cancellationToken)
    {
        var kept = firsts.Where(e => stored.Contains(e.Id)).ToDictionary(KeyOf, e => new Kept(e.Id, e.Envelope.ContentHash));
        foreach (var known in firsts.Where(e => !stored.Contains(e.Id)).GroupBy(e => e.Provider, StringComparer.Ordinal))
        {
            var ids = known.Select(e => e.Envelope.EventId).ToList();
            var rows = await db.Set<InboxEvent>()
                .Where(e => e.Provider == known.Key && ids.Contains(e.EventId))
                .Select(e => new { e.Id, e.EventId, e.ContentHash })
                .ToListAsync(cancellationToken);
            rows.ForEach(row => kept.Add((known.Key, row.EventId), new Kept(row.Id, row.ContentHash)));
        }

        return kept;
    }

    private static Acceptance Judge(IncomingEvent incoming, IReadOnlySet<Guid> stored, Kept kept) =>
        stored.Contains(incoming.Id) ? Acceptance.Stored
        : kept.ContentHash.AsSpan().SequenceEqual(incoming.Envelope.ContentHash) ? Acceptance.Duplicate
        : Acceptance.Different;

    private static async Task TellAsync(
        IAlerts alerts, List<IncomingEvent> events, Acceptance[] answers, Dictionary<(string Provider, string EventId), Kept> kept, CancellationToken cancellationToken)
    {
        for (var index = 0; index < events.Count; index++)
        {
            if (answers[index] == Acceptance.Different)
            {
                await EventAlerts.RaiseAsync(
                    alerts, kept[KeyOf(events[index])].Id, "The payment event {0} arrived a second time with other content. The first one stands.",
                    [events[index].Envelope.EventId], cancellationToken);
            }
        }
    }

    private static (string Provider, string EventId) KeyOf(IncomingEvent incoming) => (incoming.Provider, incoming.Envelope.EventId);

    private sealed record Waiting(IncomingEvent Event, TaskCompletionSource<Acceptance> Stored);

    private sealed record Kept(Guid Id, byte[] ContentHash);
}
