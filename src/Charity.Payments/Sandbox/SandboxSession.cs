using Charity.Payments.Contracts;
using Charity.Payments.Gateways;
using Charity.Platform.Requests;

namespace Charity.Payments.Sandbox;

internal enum SandboxStatus
{
    Open = 0,
    Complete = 1,
    Expired = 2,
}

/// <summary>
/// A payment page on the provider's side of the wall: what Stripe would keep. Nothing of the site reads it but the sandbox gateway,
/// its page and its deliveries.
/// </summary>
internal sealed class SandboxSession
{
    /// <summary>As long as a page of Stripe's stays open.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private SandboxSession()
    {
    }

    public string Id { get; private init; } = string.Empty;

    /// <summary>Unique: the same call makes one page.</summary>
    public string IdempotencyKey { get; private init; } = string.Empty;

    /// <summary>The order's id, as the caller gave it.</summary>
    public string ClientReferenceId { get; private init; } = string.Empty;
    public int Attempt { get; private init; }
    public string Reference { get; private init; } = string.Empty;
    public long AmountMinor { get; private init; }
    public string Currency { get; private init; } = string.Empty;
    public string Description { get; private init; } = string.Empty;
    public string SuccessUrl { get; private init; } = string.Empty;
    public string CancelUrl { get; private init; } = string.Empty;
    public DateTime CreatedUtc { get; private init; }
    public DateTime ExpiresUtc { get; private init; }
    public SandboxStatus Status { get; private set; }

    /// <summary>What the payer chose; null while the page is open.</summary>
    public SandboxOutcome? Outcome { get; private set; }

    /// <summary>When a later success or failure is known.</summary>
    public DateTime? SettlesUtc { get; private set; }

    /// <summary>The payment, <c>pay_…</c>; there is one as soon as the payer has agreed.</summary>
    public string? PaymentId { get; private set; }
    public int Declines { get; private set; }
    public int Version { get; private set; }

    /// <summary>On the site the payer came from, so that it works wherever the site is reached.</summary>
    public string Url => $"{new Uri(SuccessUrl).GetLeftPart(UriPartial.Authority)}/sandbox/pay/{Id}";

    public static SandboxSession Create(CheckoutOrder order, string id, DateTimeOffset now) => new()
    {
        Id = id,
        IdempotencyKey = order.IdempotencyKey,
        ClientReferenceId = order.CheckoutId.ToString("D"),
        Attempt = order.Attempt,
        Reference = order.Reference,
        AmountMinor = order.AmountMinor,
        Currency = order.Currency,
        Description = order.Description.For(System.Globalization.CultureInfo.GetCultureInfo(order.Culture)),
        SuccessUrl = order.SuccessUrl,
        CancelUrl = order.CancelUrl,
        CreatedUtc = WholeSeconds(now),
        ExpiresUtc = WholeSeconds(now + Lifetime),
    };

    /// <summary>A key used again must come with the same order.</summary>
    public bool IsFor(CheckoutOrder order) =>
        ClientReferenceId == order.CheckoutId.ToString("D") && AmountMinor == order.AmountMinor && Currency == order.Currency && Reference == order.Reference;

    public bool CanBePaid(DateTime nowUtc) => Status == SandboxStatus.Open && nowUtc < ExpiresUtc;

    public bool IsPaid(DateTime nowUtc) =>
        Outcome == SandboxOutcome.Succeed || (Outcome == SandboxOutcome.SucceedLater && SettlesUtc <= nowUtc);

    /// <summary>Plays the payer. Declining leaves the page open for another try.</summary>
    /// <param name="paymentId">For the payment, if there will be one.</param>
    public Result Act(SandboxOutcome outcome, string paymentId, TimeSpan delay, DateTime nowUtc)
    {
        if (!CanBePaid(nowUtc))
        {
            return Failure.Conflict("page_closed", "This payment page is closed.");
        }

        Version++;
        if (outcome == SandboxOutcome.Decline)
        {
            Declines++;
            return Result.Ok;
        }

        Outcome = outcome;
        Status = outcome == SandboxOutcome.Expire ? SandboxStatus.Expired : SandboxStatus.Complete;
        PaymentId = outcome == SandboxOutcome.Expire ? null : paymentId;
        SettlesUtc = outcome is SandboxOutcome.SucceedLater or SandboxOutcome.FailLater ? nowUtc + delay : null;
        return Result.Ok;
    }

    /// <summary>Time is up, or the caller wants the page closed.</summary>
    public void Close()
    {
        if (Status == SandboxStatus.Open)
        {
            Status = SandboxStatus.Expired;
            Outcome = SandboxOutcome.Expire;
            Version++;
        }
    }

    /// <summary>As the API tells times.</summary>
    private static DateTime WholeSeconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds()).UtcDateTime;
}
