using MediatR;

namespace Charity.Payments.Contracts;

/// <summary>
/// A group of payment events, applied in this order inside one transaction that also marks them as done. Handlers add their own
/// changes to the same transaction; an exception parks the event that caused it (the group is then repeated one by one).
/// </summary>
public sealed record PaymentChanges(IReadOnlyList<PaymentChange> Changes) : INotification;

/// <param name="Reference">The order's reference, e.g. <c>donation:0198…</c>.</param>
/// <param name="OccurredUtc">The provider's time.</param>
public abstract record PaymentChange(Guid CheckoutId, string Reference, string EventId, DateTime OccurredUtc);

/// <summary>The provider has the money. Amount and currency equal the order's: that was checked. A second one with another object means that it was paid twice.</summary>
/// <param name="ProviderObject">Unique for the payment: <c>sandbox:pay_…</c>.</param>
public sealed record PaymentSucceeded(
    Guid CheckoutId, string Reference, string EventId, DateTime OccurredUtc, string Provider, string ProviderObject, long AmountMinor, string Currency, string Method)
    : PaymentChange(CheckoutId, Reference, EventId, OccurredUtc);

/// <summary>The payer has agreed but the money is not there yet.</summary>
public sealed record PaymentProcessing(Guid CheckoutId, string Reference, string EventId, DateTime OccurredUtc) : PaymentChange(CheckoutId, Reference, EventId, OccurredUtc);

/// <summary>The payment failed for good; another try needs a new checkout.</summary>
public sealed record PaymentFailed(Guid CheckoutId, string Reference, string EventId, DateTime OccurredUtc) : PaymentChange(CheckoutId, Reference, EventId, OccurredUtc);

/// <summary>The payer never paid.</summary>
public sealed record CheckoutExpired(Guid CheckoutId, string Reference, string EventId, DateTime OccurredUtc) : PaymentChange(CheckoutId, Reference, EventId, OccurredUtc);

/// <summary>The provider's amount or currency is not the order's: nothing is booked, somebody was told.</summary>
public sealed record PaymentQuarantined(Guid CheckoutId, string Reference, string EventId, DateTime OccurredUtc) : PaymentChange(CheckoutId, Reference, EventId, OccurredUtc);
