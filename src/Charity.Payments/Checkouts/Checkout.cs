using Charity.Payments.Contracts;
using Charity.Payments.Gateways;
using Charity.Platform.Text;

namespace Charity.Payments.Checkouts;

/// <summary>
/// How far an order has come. The order of the values is the rule: within one attempt the state only ever rises, so any order and
/// repetition of events ends in the same state, and money wins over everything that was said before it.
/// </summary>
internal enum CheckoutState
{
    Created = 0,
    Open = 1,
    Processing = 2,
    Expired = 3,
    Failed = 4,
    Quarantined = 5,
    Paid = 6,
}

/// <summary>Something about a report that somebody has to look at.</summary>
internal enum Concern
{
    None,

    /// <summary>Amount, currency or payment status are not what was ordered.</summary>
    Differs,
}

/// <summary>
/// An order to be paid at a provider. Its state mirrors what the provider says and moves with every event, by the hundred, so it
/// keeps its own rule instead of a workflow's history; the inbox rows are its history.
/// </summary>
internal sealed class Checkout
{
    private Checkout()
    {
    }

    public Guid Id { get; private init; }
    public string Provider { get; private init; } = string.Empty;
    public string Reference { get; private init; } = string.Empty;
    public long AmountMinor { get; private init; }
    public string Currency { get; private init; } = string.Empty;
    public LocalizedText Description { get; private init; } = null!;

    /// <summary>For the provider's page only; forgotten as soon as the order is over.</summary>
    public string? Email { get; private set; }
    public string Culture { get; private init; } = string.Empty;
    public string SuccessUrl { get; private init; } = string.Empty;
    public string CancelUrl { get; private init; } = string.Empty;
    public DateTime CreatedUtc { get; private init; }

    /// <summary>1 for the first page; a page that expired is followed by another.</summary>
    public int Attempt { get; private set; } = 1;

    /// <summary>The key of the present attempt's call, kept before the call is made: a crash and a repetition open one page.</summary>
    public string IdempotencyKey { get; private set; } = string.Empty;
    public CheckoutState State { get; private set; }
    public string? ProviderSessionId { get; private set; }
    public string? Url { get; private set; }
    public DateTime? ExpiresUtc { get; private set; }

    /// <summary>The payment that paid the order, e.g. <c>sandbox:pay_1</c>; unique.</summary>
    public string? ProviderObject { get; private set; }

    /// <summary>The event that brought the present state; null before the first one.</summary>
    public string? DecidedByEventId { get; private set; }
    public int Version { get; private set; }

    public bool HasPage => ProviderSessionId is not null;

    /// <summary>Worth asking the provider about: the payer may have acted and nothing final was heard.</summary>
    public bool IsUndecided => State is CheckoutState.Created or CheckoutState.Open or CheckoutState.Processing;

    public static Checkout From(CheckoutDraft draft, string provider, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draft.AmountMinor);
        return new Checkout
        {
            Id = draft.Id,
            Provider = provider,
            Reference = draft.Reference,
            AmountMinor = draft.AmountMinor,
            Currency = draft.Currency.ToUpperInvariant(),
            Description = draft.Description,
            Email = draft.Email,
            Culture = draft.Culture,
            SuccessUrl = draft.SuccessUrl,
            CancelUrl = draft.CancelUrl,
            CreatedUtc = now.UtcDateTime,
            IdempotencyKey = KeyOf(draft.Id, attempt: 1),
        };
    }

    public CheckoutOrder Order() => new(Id, Attempt, IdempotencyKey, Reference, AmountMinor, Currency, Description, Email, Culture, SuccessUrl, CancelUrl);

    /// <summary>The page that can be paid on now, or null.</summary>
    public OpenCheckout? Page(DateTime nowUtc) =>
        State == CheckoutState.Open && Url is not null && ExpiresUtc > nowUtc ? new OpenCheckout(Id, Url, ExpiresUtc.Value) : null;

    /// <summary>The next page, because the one of <paramref name="closedAttempt"/> is closed at the provider. Nothing happens when another flow was faster.</summary>
    public void BeginAttempt(int closedAttempt)
    {
        if (Attempt != closedAttempt || !(IsUndecided || State == CheckoutState.Expired))
        {
            return;
        }

        Attempt++;
        IdempotencyKey = KeyOf(Id, Attempt);
        State = CheckoutState.Created;
        ProviderSessionId = null;
        Url = null;
        ExpiresUtc = null;
        Version++;
    }

    /// <summary>The provider has opened the page of this attempt. An event may have been faster; then only the page is noted.</summary>
    public void Opened(int attempt, ProviderCheckout page)
    {
        if (Attempt != attempt || HasPage)
        {
            return;
        }

        ProviderSessionId = page.SessionId;
        Url = page.Url;
        ExpiresUtc = page.ExpiresUtc;
        State = State == CheckoutState.Created ? CheckoutState.Open : State;
        Version++;
    }

    /// <summary>Applies what the provider says. Answers with the change when there is one, and with what somebody must look at.</summary>
    public (PaymentChange? Change, Concern Concern) Hear(CheckoutReport report)
    {
        var claimed = Judge(report);
        var concern = ConcernAbout(claimed, report);

        // An older page's end is no news about the present one; money and doubts about money always are.
        var isAboutThisAttempt = report.Attempt is null || report.Attempt == Attempt;
        if (claimed == CheckoutState.Paid && State == CheckoutState.Paid && ProviderSessionId != report.SessionId)
        {
            // A second page was paid as well. Money that arrived is never left out of the books: whoever booked the first payment keeps this one apart.
            return (Succeeded(report, ObjectOf(report)), Concern.None);
        }

        if (claimed <= State || (!isAboutThisAttempt && claimed < CheckoutState.Quarantined))
        {
            return (null, concern);
        }

        State = claimed;
        DecidedByEventId = report.EventId;
        Version++;
        if (claimed >= CheckoutState.Expired)
        {
            Email = null;
        }

        if (claimed == CheckoutState.Paid)
        {
            ProviderSessionId = report.SessionId;
            ProviderObject = ObjectOf(report);
        }

        return (Change(report), concern);
    }

    private CheckoutState Judge(CheckoutReport report) => report.Claim switch
    {
        PaymentClaim.Expired => CheckoutState.Expired,
        PaymentClaim.Failed => CheckoutState.Failed,
        PaymentClaim.Unclear => CheckoutState.Quarantined,
        _ when report.AmountMinor != AmountMinor || !string.Equals(report.Currency, Currency, StringComparison.OrdinalIgnoreCase) => CheckoutState.Quarantined,
        PaymentClaim.UnderWay => CheckoutState.Processing,
        PaymentClaim.Paid => CheckoutState.Paid,
        _ => throw new InvalidOperationException($"Unknown claim {report.Claim}."),
    };

    private Concern ConcernAbout(CheckoutState claimed, CheckoutReport report) => claimed switch
    {
        CheckoutState.Quarantined when State != CheckoutState.Quarantined => Concern.Differs,
        _ => Concern.None,
    };

    private PaymentChange Change(CheckoutReport report) => State switch
    {
        CheckoutState.Processing => new PaymentProcessing(Id, Reference, report.EventId, report.OccurredUtc),
        CheckoutState.Expired => new CheckoutExpired(Id, Reference, report.EventId, report.OccurredUtc),
        CheckoutState.Failed => new PaymentFailed(Id, Reference, report.EventId, report.OccurredUtc),
        CheckoutState.Quarantined => new PaymentQuarantined(Id, Reference, report.EventId, report.OccurredUtc),
        CheckoutState.Paid => Succeeded(report, ProviderObject!),
        _ => throw new InvalidOperationException($"No event leads to {State}."),
    };

    private PaymentSucceeded Succeeded(CheckoutReport report, string providerObject) => new(
        Id, Reference, report.EventId, report.OccurredUtc, Provider, providerObject, AmountMinor, Currency, report.Method);

    private string ObjectOf(CheckoutReport report) => $"{Provider}:{report.PaymentObject ?? report.SessionId}";

    private static string KeyOf(Guid id, int attempt) => FormattableString.Invariant($"checkout:{id:N}:{attempt}");
}
