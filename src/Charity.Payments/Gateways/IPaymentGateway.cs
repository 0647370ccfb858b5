using Charity.Platform.Text;

namespace Charity.Payments.Gateways;

/// <summary>
/// A payment provider. Calls go over a network: never inside a transaction. Every method throws
/// <see cref="PaymentGatewayException"/> and nothing else for what the provider or the network did.
/// </summary>
internal interface IPaymentGateway
{
    /// <summary>Lower case, part of account codes and provider objects: <c>sandbox</c>.</summary>
    string Provider { get; }

    /// <summary>Opens a payment page. The same key and order answer with the same page, whatever happened in between.</summary>
    Task<ProviderCheckout> CreateCheckoutAsync(CheckoutOrder order, CancellationToken cancellationToken);

    /// <summary>How the page stands at the provider.</summary>
    Task<ProviderCheckout> FetchCheckoutAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>Closes the page if nobody has paid on it; answers how it stands afterwards. A closed page is left as it is.</summary>
    Task<ProviderCheckout> ExpireAsync(string sessionId, CancellationToken cancellationToken);
}

/// <summary>What the provider is asked for. It is made from stored values only, so that a repeated call is the same call.</summary>
/// <param name="IdempotencyKey">Stored before the first call.</param>
internal sealed record CheckoutOrder(
    Guid CheckoutId, int Attempt, string IdempotencyKey, string Reference, long AmountMinor, string Currency, LocalizedText Description, string? Email, string Culture,
    string SuccessUrl, string CancelUrl);

/// <summary>A payment page as the provider describes it.</summary>
/// <param name="Status"><c>open</c>, <c>complete</c> or <c>expired</c>.</param>
/// <param name="PaymentStatus"><c>paid</c>, <c>unpaid</c> or something a later version of the provider invents.</param>
/// <param name="Json">The provider's object (<c>checkout.session</c>) in full.</param>
internal sealed record ProviderCheckout(string SessionId, string? Url, DateTime ExpiresUtc, string Status, string PaymentStatus, ReadOnlyMemory<byte> Json)
{
    public const string Open = "open", Complete = "complete", Expired = "expired";
    public const string Paid = "paid", Unpaid = "unpaid";
}

internal enum GatewayFault
{
    /// <summary>The provider cannot be reached or is not well: the same call may succeed later.</summary>
    Unavailable,

    /// <summary>The provider does not accept the call as it is: repeating it is useless.</summary>
    Refused,

    /// <summary>The provider does not know the object.</summary>
    NotFound,
}

internal sealed class PaymentGatewayException(GatewayFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public GatewayFault Fault { get; } = fault;
}
