using Charity.Payments.Checkouts;
using Charity.Payments.Contracts;
using Charity.Payments.Webhooks;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Payments.Events;

/// <param name="Why">Why it was ignored; null when it was applied.</param>
internal sealed record EventOutcome(WaitingEvent Event, InboxState State, string? Why);

/// <summary>
/// Applies a group of events inside the open transaction: reads them, loads their orders in one query, lets each order hear what is
/// said of it, and publishes what has changed in one notification.
/// </summary>
internal sealed class EventGroup(CharityDbContext db, IEnumerable<IWebhookSource> sources, IAlerts alerts, IMediator mediator)
{
    public async Task<List<EventOutcome>> ApplyAsync(List<WaitingEvent> events, CancellationToken cancellationToken)
    {
        var read = events.ConvertAll(e => Refusal(e) is { } refusal
            ? new Heard(e, refusal, null)
            : new Heard(e, null, EventReader.Read(e.EventId, e.Type, e.CreatedUtc, e.Payload)));
        var ids = read.Select(r => r.Content?.Report?.CheckoutId).OfType<Guid>().Distinct().ToList();
        var checkouts = await db.Set<Checkout>().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var outcomes = new List<EventOutcome>(events.Count);
        var changes = new List<PaymentChange>(events.Count);
        foreach (var (incoming, refusal, content) in read)
        {
            var why = refusal ?? await HearAsync(incoming, content!, checkouts, changes, cancellationToken);
            outcomes.Add(new EventOutcome(incoming, why is null ? InboxState.Done : InboxState.Ignored, why));
        }

        if (changes.Count > 0)
        {
            // Last, because whoever books holds the ledger's lock from here to the commit.
            await mediator.Publish(new PaymentChanges(changes), cancellationToken);
        }

        return outcomes;
    }

    /// <summary>Why the event is none of ours whatever it contains, or null.</summary>
    private string? Refusal(WaitingEvent incoming) =>
        !EventTypes.IsKnown(incoming.Type) ? "Unknown type"
        : sources.FirstOrDefault(source => source.Provider == incoming.Provider) is not { } source ? "Unknown provider"
        : source.IsLive != incoming.IsLive ? "Another mode"
        : null;

    /// <returns>Why the event was ignored, or null.</returns>
    private async Task<string?> HearAsync(
        WaitingEvent incoming, ReadEvent content, Dictionary<Guid, Checkout> checkouts, List<PaymentChange> changes, CancellationToken cancellationToken)
    {
        if (content.Account is not null)
        {
            return "Another account";
        }

        if (content.Report is not { } report || !checkouts.TryGetValue(report.CheckoutId, out var checkout) || checkout.Provider != incoming.Provider)
        {
            await EventAlerts.RaiseAsync(alerts, incoming.Id, "The payment event {0} is about an order that is not ours.", [incoming.EventId], cancellationToken);
            return "Unknown order";
        }

        var (change, concern) = checkout.Hear(report);
        if (change is not null)
        {
            changes.Add(change);
        }

        if (Words(concern) is { } words)
        {
            await EventAlerts.RaiseAsync(alerts, incoming.Id, words, [checkout.Reference, incoming.EventId], cancellationToken);
        }

        return null;
    }

    private static string? Words(Concern concern) => concern switch
    {
        Concern.None => null,
        Concern.Differs => "The provider reports another payment for {0} than was ordered (event {1}). Nothing was booked.",
        _ => throw new InvalidOperationException($"Unknown concern {concern}."),
    };

    private sealed record Heard(WaitingEvent Event, string? Refusal, ReadEvent? Content);
}
