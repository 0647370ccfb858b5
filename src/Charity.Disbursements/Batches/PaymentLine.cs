using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Charity.Disbursements.Requests;
using Charity.Platform.Text;

namespace Charity.Disbursements.Batches;

/// <summary>What an approval of a transfer is about.</summary>
internal sealed record LineContent(int Number, string Name, string Bank, string Fingerprint, long AmountMinor);

/// <summary>
/// One transfer to one account; made with its request, and paid once. While it is on its way it stands in exactly one batch. A batch's papers and
/// its request's history say what became of it, so it keeps no history of its own: lists of aid have thousands.
/// </summary>
internal sealed class PaymentLine
{
    private PaymentLine()
    {
    }

    public Guid Id { get; private init; }
    public Guid RequestId { get; private init; }

    /// <summary>Within its request, from 1.</summary>
    public int Number { get; private init; }
    public long AmountMinor { get; private init; }
    public string Currency { get; private init; } = Money.Yuan;
    public string PayeeName { get; private set; } = string.Empty;
    public string PayeeBank { get; private set; } = string.Empty;
    public string PayeeNumber { get; private set; } = string.Empty;
    public string PayeeFingerprint { get; private set; } = string.Empty;

    /// <summary>What the payee reads on the statement.</summary>
    public string Purpose { get; private init; } = string.Empty;

    /// <summary>The batch it is on its way in; null while it waits to be collected, and once it is paid.</summary>
    public Guid? BatchId { get; private set; }
    public DateTime? PaidUtc { get; private set; }

    /// <summary>The day the bank gives.</summary>
    public DateOnly? PaidOn { get; private set; }
    public string? BankReference { get; private set; }

    /// <summary>The entry of the ledger that its payment is in; the lines of an entry make its sum.</summary>
    public Guid? EntryId { get; private set; }

    /// <summary>Why the bank did not pay it the last time, also while it is tried again; null when it did or was not asked.</summary>
    public string? FailedFor { get; private set; }

    /// <summary>When it was settled that it is never paid.</summary>
    public DateTime? VoidedUtc { get; private set; }

    public bool IsFree => BatchId is null && PaidUtc is null && VoidedUtc is null;

    public static PaymentLine Of(PaymentRequest request, int number, Payee payee, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), RequestId = request.Id, Number = number, AmountMinor = payee.AmountMinor, Currency = request.Currency, PayeeName = payee.Name, PayeeBank = payee.BankName,
        PayeeNumber = payee.Number, PayeeFingerprint = payee.Fingerprint, Purpose = $"{request.Code} {request.Title.Zh}",
    };

    /// <summary>Of what an approval of these transfers is about, in lower-case hexadecimal.</summary>
    public static string HashOf(IEnumerable<PaymentLine> lines) =>
        HashOf(lines.OrderBy(line => line.Number).Select(line => new LineContent(line.Number, line.PayeeName, line.PayeeBank, line.PayeeFingerprint, line.AmountMinor)));

    /// <param name="lines">In their order.</param>
    public static string HashOf(IEnumerable<LineContent> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines)
        {
            // Names are of one line and hold no tab: nothing that is typed does.
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{line.Number}\t{line.Name}\t{line.Bank}\t{line.Fingerprint}\t{line.AmountMinor}\n")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Goes to another account from now on; only before it is collected.</summary>
    internal void PayTo(Payee payee)
    {
        Demand(IsFree);
        (PayeeName, PayeeBank, PayeeNumber, PayeeFingerprint, FailedFor) = (payee.Name, payee.BankName, payee.Number, payee.Fingerprint, null);
    }

    internal void Free(string? failedFor)
    {
        Demand(PaidUtc is null);
        (BatchId, FailedFor) = (null, failedFor);
    }

    internal void Pay(DateOnly on, string? bankReference, Guid entryId, DateTime nowUtc)
    {
        Demand(PaidUtc is null && VoidedUtc is null);
        (BatchId, PaidUtc, PaidOn, BankReference, EntryId, FailedFor) = (null, nowUtc, on, bankReference, entryId, null);
    }

    /// <summary>The bank has sent the money back: it can be collected again.</summary>
    internal void Bounce(string reason)
    {
        Demand(PaidUtc is not null);
        (PaidUtc, PaidOn, BankReference, EntryId, FailedFor) = (null, null, null, null, reason);
    }

    private void Demand(bool condition)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"Line {Id} is on its way, paid or void.");
        }
    }
}
