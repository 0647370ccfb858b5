using Charity.Platform.Requests;
using Charity.Platform.Text;

namespace Charity.Payments.Contracts;

/// <summary>An order to be paid at the provider. Its id was made by the caller, and is the provider's idempotency key.</summary>
/// <param name="Reference">What is paid for, e.g. <c>donation:0198…</c>; at most 200 characters, no personal data.</param>
/// <param name="SuccessUrl">Absolute address the payer comes back to; it decides nothing.</param>
public sealed record CheckoutDraft(
    Guid Id, string Reference, long AmountMinor, string Currency, LocalizedText Description, string? Email, string Culture, string SuccessUrl, string CancelUrl);

/// <param name="Url">Where the payer goes.</param>
public sealed record OpenCheckout(Guid Id, string Url, DateTime ExpiresUtc);

public interface ICheckouts
{
    /// <summary>The provider that takes payments now, e.g. <c>sandbox</c>: the name in account codes and provider objects.</summary>
    string Provider { get; }

    /// <summary>Writes the order down within the caller's transaction. Calls nobody.</summary>
    void Add(CheckoutDraft draft);

    /// <summary>Forgets the payers' addresses of these orders within the caller's transaction. The orders stay as they are, and payable.</summary>
    Task ForgetPayersAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Opens the payment page at the provider, outside any transaction; asked again it answers with the same page, or with a new
    /// one when the old has expired. Failures: <c>payment_unavailable</c> (try again; nothing was charged), <c>already_paid</c>.
    /// </summary>
    Task<Result<OpenCheckout>> OpenAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Asks the provider how the order stands and, when it was paid or failed, treats the answer like an event. For a page that has waited long.</summary>
    Task RefreshAsync(Guid id, CancellationToken cancellationToken);
}

/// <summary>Only for demonstrations and tests: decides what happens on the sandbox's payment page.</summary>
public enum SandboxOutcome
{
    Succeed,
    Decline,
    SucceedLater,
    FailLater,
    Expire,
}

public interface ISandbox
{
    /// <summary>Plays the payer; the signed events go through the same door as a provider's.</summary>
    Task PayAsync(Guid checkoutId, SandboxOutcome outcome, CancellationToken cancellationToken);
}

public interface IPaymentEvents
{
    /// <summary>Works off the inbox now, in the caller's flow; answers how many events were applied. The background worker does the same by itself.</summary>
    Task<int> ProcessWaitingAsync(CancellationToken cancellationToken);
}
