using System.Runtime.CompilerServices;
using Charity.Payments.Checkouts;
using Charity.Platform.Data;
using Charity.Platform.Verification;
using Microsoft.EntityFrameworkCore;

namespace Charity.Payments.Events;

/// <summary>What the orders claim is backed by what the provider said, and nothing lies about.</summary>
internal sealed class PaymentsVerification(CharityDbContext db, TimeProvider clock) : IVerification
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public string Name => "Payments: orders and provider events agree";

    public async IAsyncEnumerable<Finding> VerifyAsync(ReportProgress progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        progress("Payments: paid orders and their events", 0, null);
        var events = db.Set<InboxEvent>();
        var unbacked = await db.Set<Checkout>()
            .Where(c => c.State == CheckoutState.Paid && !events.Any(e => e.Provider == c.Provider && e.EventId == c.DecidedByEventId && e.State == InboxState.Done))
            .Select(c => (Guid?)c.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (unbacked is { } order)
        {
            yield return new Finding("A paid order is backed by an applied event", $"order {order}", "an applied event of the provider", "none");
        }

        progress("Payments: waiting events", 0, null);
        var before = clock.GetUtcNow().UtcDateTime - LongestWait;
        var waiting = await events
            .Where(e => e.State == InboxState.Waiting && e.ReceivedUtc < before)
            .OrderBy(e => e.Id)
            .Select(e => new { e.EventId, e.ReceivedUtc })
            .FirstOrDefaultAsync(cancellationToken);
        if (waiting is not null)
        {
            yield return new Finding("No event waits longer than an hour", $"event {waiting.EventId}", "applied, ignored or parked", FormattableString.Invariant($"waiting since {waiting.ReceivedUtc:u}"));
        }
    }
}
