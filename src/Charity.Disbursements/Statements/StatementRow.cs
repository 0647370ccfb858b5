using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Text;

namespace Charity.Disbursements.Statements;

/// <summary>By what a row of the statement was recognised, or why it was not. Kept by name in the database.</summary>
internal enum StatementMatch
{
    /// <summary>Nothing here fits it.</summary>
    None,

    /// <summary>It names a transfer, whose amount is another.</summary>
    AmountDiffers,

    /// <summary>It names a transfer that another row has confirmed already.</summary>
    Repeated,

    /// <summary>The bank's number, which stood in its answer as well.</summary>
    BankReference,

    /// <summary>The transfer's own number (EndToEndId) in the remark.</summary>
    TransferNumber,

    /// <summary>The batch's number in the remark, and all of its transfers of that day as one sum (批量代发).</summary>
    Batch,

    /// <summary>Amount, account and day, where only one transfer fits.</summary>
    Payee,

    /// <summary>Money that came in with the number of a demand.</summary>
    Demand,
}

/// <summary>A booking of the charity's account as the bank's statement (银行对账单) tells it. What the bank says never changes; what it fits may be found later.</summary>
internal sealed class StatementRow
{
    public const int NumberLength = 100, NameLength = 200, RemarkLength = 500;

    private StatementRow()
    {
    }

    /// <summary>Made of the bank's number: the same row is the same booking.</summary>
    public Guid Id { get; private init; }

    /// <summary>The bank's own number of the booking.</summary>
    public string BankNumber { get; private init; } = string.Empty;
    public DateOnly BookedOn { get; private init; }

    /// <summary>Money that left the account.</summary>
    public bool IsDebit { get; private init; }

    /// <summary>In fen, more than zero.</summary>
    public long AmountMinor { get; private init; }
    public string PartyName { get; private init; } = string.Empty;

    /// <summary>Masked; the number itself is not kept.</summary>
    public string PartyAccount { get; private init; } = string.Empty;

    /// <summary>Made of the number with the site's key; empty without a number.</summary>
    public string PartyFingerprint { get; private init; } = string.Empty;
    public string Remark { get; private init; } = string.Empty;
    public StatementMatch Match { get; private set; }

    /// <summary>What the money that came in was demanded by.</summary>
    public Guid? DemandId { get; private set; }
    public string ImportedByName { get; private init; } = string.Empty;
    public DateTime ImportedUtc { get; private init; }

    public static StatementRow Of(StatementBooking booking, string byName, DateTimeOffset now) => new()
    {
        Id = DerivedId.Of("statement-row", booking.BankNumber), BankNumber = booking.BankNumber, BookedOn = booking.BookedOn, IsDebit = booking.IsDebit, AmountMinor = booking.AmountMinor,
        PartyName = booking.PartyName, PartyAccount = PersonalData.MaskBankAccount(booking.PartyNumber), PartyFingerprint = booking.PartyFingerprint, Remark = booking.Remark, ImportedByName = byName,
        ImportedUtc = now.UtcDateTime,
    };

    /// <summary>Whether a row of a later file tells the same booking; words may be spelt otherwise there.</summary>
    public bool Says(StatementBooking booking) => (BookedOn, IsDebit, AmountMinor) == (booking.BookedOn, booking.IsDebit, booking.AmountMinor);

    internal void Recognise(StatementMatch match, Guid? demandId = null) => (Match, DemandId) = (match, demandId);
}

/// <summary>A booking of the statement confirms that a transfer was made: each transfer once, and a booking one transfer, unless it names their batch.</summary>
internal sealed class StatementConfirmation
{
    private StatementConfirmation()
    {
    }

    internal StatementConfirmation(Guid transferId, Guid rowId, bool isOfBatch) => (TransferId, RowId, OnlyRowId) = (transferId, rowId, isOfBatch ? null : rowId);

    /// <summary>The transfer in its batch.</summary>
    public Guid TransferId { get; private init; }
    public Guid RowId { get; private init; }

    /// <summary>The row, where it confirms one transfer alone: unique in the database.</summary>
    public Guid? OnlyRowId { get; private init; }
}

/// <summary>What somebody found out about a row that fits nothing, or about a transfer that no statement confirms: it needs no more looking after.</summary>
[Audited]
internal sealed class StatementNote
{
    public const int TextLength = 500;

    private StatementNote()
    {
    }

    public Guid Id { get; private init; }
    public Guid? RowId { get; private init; }
    public Guid? TransferId { get; private init; }
    public string Note { get; private init; } = string.Empty;
    public string WrittenByName { get; private init; } = string.Empty;
    public DateTime WrittenUtc { get; private init; }

    public static StatementNote Of(Guid? rowId, Guid? transferId, string note, string byName, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), RowId = rowId, TransferId = transferId, Note = note, WrittenByName = byName, WrittenUtc = now.UtcDateTime };
}
