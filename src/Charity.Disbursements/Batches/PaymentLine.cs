using Charity.Disbursements.Requests;
using Charity.Platform.Audit;
using Charity.Platform.Text;

namespace Charity.Disbursements.Batches;

/// <summary>
/// One transfer to one account. Made when its request is approved, put into a batch, and paid once: it stands in at most one batch that has not
/// answered for it, and once it is paid in none any more.
/// </summary>
[Audited]
internal sealed class PaymentLine
{
    private PaymentLine()
    {
    }

    public Guid Id { get; private init; }
    public Guid RequestId { get; private init; }
    public long AmountMinor { get; private init; }
    public string Currency { get; private init; } = Money.Yuan;
    public string PayeeName { get; private init; } = string.Empty;
    public string PayeeBank { get; private init; } = string.Empty;
    public string PayeeNumber { get; private init; } = string.Empty;

    /// <summary>What the payee reads on the statement.</summary>
    public string Purpose { get; private init; } = string.Empty;

    /// <summary>The batch it is on its way in; null while it waits to be collected, and once it is paid.</summary>
    public Guid? BatchId { get; private set; }
    public DateTime? PaidUtc { get; private set; }

    /// <summary>The day the bank gives.</summary>
    public DateOnly? PaidOn { get; private set; }

    public string? BankReference { get; private set; }

    /// <summary>Why the bank did not pay it the last time; null when it did or was not asked.</summary>
    public string? FailedFor { get; private set; }

    /// <summary>When the approval fell that it was made by; a new approval makes a new line.</summary>
    public DateTime? VoidedUtc { get; private set; }

    public bool IsFree => BatchId is null && PaidUtc is null && VoidedUtc is null;

    public static PaymentLine Of(PaymentRequest request, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), RequestId = request.Id, AmountMinor = request.AmountMinor, Currency = request.Currency, PayeeName = request.PayeeName, PayeeBank = request.PayeeBank,
        PayeeNumber = request.PayeeNumber, Purpose = $"{request.Code} {request.Title.Zh}",
    };

    internal void Collect(Guid batchId)
    {
        if (!IsFree)
        {
            throw new InvalidOperationException($"Line {Id} is on its way or paid.");
        }

        (BatchId, FailedFor) = (batchId, null);
    }

    public void Void(DateTime nowUtc)
    {
        if (PaidUtc is not null)
        {
            throw new InvalidOperationException($"Line {Id} is paid.");
        }

        VoidedUtc = nowUtc;
    }

    internal void Free(string? failedFor) => (BatchId, FailedFor) = (null, failedFor);

    internal void Pay(DateOnly on, string? bankReference, DateTime nowUtc)
    {
        if (PaidUtc is not null || VoidedUtc is not null)
        {
            throw new InvalidOperationException($"Line {Id} is paid already, or void.");
        }

        (BatchId, PaidUtc, PaidOn, BankReference, FailedFor) = (null, nowUtc, on, bankReference, null);
    }
}
