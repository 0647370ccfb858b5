using Charity.Disbursements.Banks;
using Charity.Platform.Audit;
using Charity.Platform.Text;
using Charity.Platform.Workflow;

namespace Charity.Disbursements.Batches;

/// <summary>How the bank answered for a line of a batch. Kept by name in the database.</summary>
internal enum LineAnswer
{
    /// <summary>Nothing yet.</summary>
    None,
    Paid,
    Failed,

    /// <summary>Paid first, and sent back by the payee's bank.</summary>
    Returned,
}

/// <summary>
/// Transfers that go to the bank in one file (批量付款). A cashier collects them, a second person confirms the file by its hash, the bank's answer is
/// taken in line by line. Its state moves by <see cref="BatchProcess"/>; its lines never change.
/// </summary>
[Audited]
internal sealed class PaymentBatch : WorkflowInstance
{
    private PaymentBatch()
    {
    }

    public int Year { get; private init; }
    public int Number { get; private init; }

    /// <summary>Which of <see cref="BankSettings"/>' layouts the file has.</summary>
    public string Layout { get; private init; } = string.Empty;

    /// <summary>Its <see cref="BankTerms"/> as JSON, encrypted at rest; null of batches that were made before terms were kept.</summary>
    [NotAudited]
    public string? Terms { get; private init; }
    public string Currency { get; private init; } = Money.Yuan;
    public long AmountMinor { get; private init; }
    public int LineCount { get; private init; }

    /// <summary>Of the file, in lower-case hexadecimal: confirmed, downloaded and sent is exactly this.</summary>
    public string FileSha256 { get; private set; } = string.Empty;
    public Guid MadeById { get; private init; }
    public string MadeByName { get; private init; } = string.Empty;
    public DateTime MadeUtc { get; private init; }
    public Guid? ConfirmedById { get; private set; }
    public string? ConfirmedByName { get; private set; }

    /// <summary>Who says that the bank did not take the file; null when nobody does.</summary>
    public Guid? RefusedById { get; private set; }
    public string? RefusedByName { get; private set; }

    /// <summary>What the bank said.</summary>
    public string? RefusedFor { get; private set; }

    public string Code => FormattableString.Invariant($"B{Year}-{Number:0000}");

    public static PaymentBatch Collect(int year, int number, BankTerms terms, IReadOnlyList<PaymentLine> lines, Guid byId, string byName, DateTimeOffset now)
    {
        if (lines.Count == 0 || lines.Any(line => line.Currency != lines[0].Currency))
        {
            throw new ArgumentException("A batch has lines, all of one currency.", nameof(lines));
        }

        var batch = new PaymentBatch
        {
            Id = Guid.CreateVersion7(now), Year = year, Number = number, Layout = terms.Layout.Code, Terms = terms.ToJson(), Currency = lines[0].Currency, AmountMinor = lines.Sum(line => line.AmountMinor),
            LineCount = lines.Count, MadeById = byId, MadeByName = byName, MadeUtc = now.UtcDateTime,
        };
        batch.BeginIn(BatchProcess.Made);
        return batch;
    }

    public void Seal(string fileSha256) => FileSha256 = fileSha256;

    public void ReportRefused(Guid byId, string byName, string reason) => (RefusedById, RefusedByName, RefusedFor) = (byId, byName, reason);

    public void Confirm(Guid byId, string byName) => (ConfirmedById, ConfirmedByName) = (byId, byName);
}

/// <summary>A transfer in a batch. Its id is what the bank is given and gives back (EndToEndId, ISO 20022).</summary>
internal sealed class BatchLine
{
    private BatchLine()
    {
    }

    internal BatchLine(Guid batchId, int number, PaymentLine line, DateTimeOffset now) =>
        (Id, BatchId, Number, LineId, AmountMinor, OpenLineId) = (Guid.CreateVersion7(now), batchId, number, line.Id, line.AmountMinor, line.Id);

    public Guid Id { get; private init; }
    public Guid BatchId { get; private init; }
    public int Number { get; private init; }
    public Guid LineId { get; private init; }
    public long AmountMinor { get; private init; }
    public LineAnswer Answer { get; private set; }
    public string? Reason { get; private set; }
    public string? BankReference { get; private set; }
    public DateTime? AnsweredUtc { get; private set; }

    /// <summary>The line, unless the bank has failed it or sent it back, or its batch was dissolved: unique, so that no line is on its way twice, nor after it is paid.</summary>
    public Guid? OpenLineId { get; private set; }

    /// <summary>For the bank: 32 characters, of the 35 it takes.</summary>
    public string EndToEndId => Id.ToString("N");

    internal void Paid(string? bankReference, DateTime nowUtc) => (Answer, BankReference, AnsweredUtc) = (LineAnswer.Paid, bankReference, nowUtc);

    internal void Failed(string reason, DateTime nowUtc) => (Answer, Reason, AnsweredUtc, OpenLineId) = (LineAnswer.Failed, reason, nowUtc, null);

    /// <summary>The bank has sent the money back after it had paid: the line can be collected again.</summary>
    internal void Bounced(string reason) => (Answer, Reason, OpenLineId) = (LineAnswer.Returned, reason, null);

    internal void Dissolve() => OpenLineId = null;
}
