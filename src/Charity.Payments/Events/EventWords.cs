using Charity.Payments.Checkouts;

namespace Charity.Payments.Events;

/// <summary>English words, keys of their translations.</summary>
internal static class EventWords
{
    public static string Of(CheckoutState state) => state switch
    {
        CheckoutState.Created => "Ordered",
        CheckoutState.Open => "Payment page open",
        CheckoutState.Processing => "Money under way",
        CheckoutState.Expired => "Expired",
        CheckoutState.Failed => "Payment failed",
        CheckoutState.Quarantined => "Differs from the order",
        CheckoutState.Paid => "Paid",
        _ => throw new InvalidOperationException($"Unknown state {state}."),
    };
}
