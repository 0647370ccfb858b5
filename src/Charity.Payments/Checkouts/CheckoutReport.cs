namespace Charity.Payments.Checkouts;

/// <summary>What a provider's event says about an order's payment.</summary>
internal enum PaymentClaim
{
    /// <summary>The payer has agreed; the money is on its way.</summary>
    UnderWay,
    Expired,
    Failed,

    /// <summary>The provider has the money.</summary>
    Paid,

    /// <summary>A payment status this version does not know: it never counts as paid, and somebody looks at it.</summary>
    Unclear,
}

/// <summary>An event about an order, read and reduced to what decides.</summary>
/// <param name="Attempt">Which of the order's pages it is about; null when the event does not say.</param>
/// <param name="PaymentObject">The provider's payment (<c>pi_…</c>, <c>pay_…</c>); null when there is none yet.</param>
internal sealed record CheckoutReport(
    string EventId, DateTime OccurredUtc, Guid CheckoutId, int? Attempt, string SessionId, PaymentClaim Claim, long? AmountMinor, string? Currency, string? PaymentObject, string Method);
