using Charity.Platform.Audit;
using Charity.Platform.Text;
using Charity.Platform.Workflow;

namespace Charity.Disbursements.Returns;

/// <summary>Why money has to come back. Kept by name in the database.</summary>
internal enum ReturnReason
{
    /// <summary>The project is over and did not use all of it (结余).</summary>
    Unspent,

    /// <summary>An evaluation was failed.</summary>
    FailedEvaluation,

    /// <summary>The audit of the project's accounts does not accept spending.</summary>
    Audit,

    /// <summary>The project was terminated.</summary>
    Termination,
}

/// <summary>Money of a project that its organisation has to pay back (退回/收回). Its state moves by <see cref="ReturnProcess"/>.</summary>
[Audited]
internal sealed class ReturnDemand : WorkflowInstance
{
    private readonly List<ReturnReceipt> _receipts = [];

    private ReturnDemand()
    {
    }

    public int Year { get; private init; }
    public int Number { get; private init; }
    public Guid ProjectId { get; private init; }
    public string ProjectSlug { get; private init; } = string.Empty;
    public LocalizedText ProjectTitle { get; private init; } = new(string.Empty);
    public Guid OrganisationId { get; private init; }
    public string Currency { get; private init; } = Money.Yuan;
    public long AmountMinor { get; private init; }
    public long ReceivedMinor { get; private set; }
    public ReturnReason Reason { get; private init; }

    /// <summary>What the organisation reads.</summary>
    public string Explanation { get; private init; } = string.Empty;
    public DateOnly DueOn { get; private init; }
    public Guid DemandedById { get; private init; }
    public string DemandedByName { get; private init; } = string.Empty;
    public DateTime DemandedUtc { get; private init; }

    /// <summary>When the organisation was reminded before the day, and told that it is over.</summary>
    public DateTime? RemindedUtc { get; private set; }
    public DateTime? OverdueToldUtc { get; private set; }
    public IReadOnlyList<ReturnReceipt> Receipts => _receipts;

    /// <summary>Stands on the transfer, so that it is recognised.</summary>
    public string Code => FormattableString.Invariant($"R{Year}-{Number:0000}");

    public long OpenMinor => AmountMinor - ReceivedMinor;

    public static ReturnDemand Of(ReturnDraft draft, int year, int number, Guid byId, string byName, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draft.AmountMinor, 1);
        var demand = new ReturnDemand
        {
            Id = draft.Id ?? Guid.CreateVersion7(now), Year = year, Number = number, ProjectId = draft.ProjectId, ProjectSlug = draft.ProjectSlug, ProjectTitle = draft.ProjectTitle,
            OrganisationId = draft.OrganisationId, Currency = draft.Currency, AmountMinor = draft.AmountMinor, Reason = draft.Reason, Explanation = draft.Explanation, DueOn = draft.DueOn,
            DemandedById = byId, DemandedByName = byName, DemandedUtc = now.UtcDateTime,
        };
        demand.BeginIn(ReturnProcess.Demanded);
        return demand;
    }

    public void Receive(ReturnReceipt receipt)
    {
        if (receipt.AmountMinor > OpenMinor)
        {
            throw new InvalidOperationException($"Demand {Code} has less open than came in.");
        }

        _receipts.Add(receipt);
        ReceivedMinor += receipt.AmountMinor;
    }

    public void Remind(DateTime nowUtc) => RemindedUtc = nowUtc;

    public void TellOverdue(DateTime nowUtc) => OverdueToldUtc = nowUtc;
}

/// <summary>What is demanded.</summary>
internal sealed record ReturnDraft(
    Guid ProjectId, string ProjectSlug, LocalizedText ProjectTitle, Guid OrganisationId, string Currency, long AmountMinor, ReturnReason Reason, string Explanation, DateOnly DueOn)
{
    /// <summary>Made with the form, so that sending it twice makes one demand; otherwise it is made here.</summary>
    public Guid? Id { get; init; }
}

/// <summary>Money that came in for a demand; its entry in the books has its id.</summary>
[Audited]
internal sealed class ReturnReceipt
{
    private readonly List<ReturnPart> _parts = [];

    private ReturnReceipt()
    {
    }

    public Guid Id { get; private init; }
    public Guid DemandId { get; private init; }
    public long AmountMinor { get; private init; }
    public DateOnly ReceivedOn { get; private init; }

    /// <summary>The bank's number of the transfer: one transfer is entered once.</summary>
    public string BankReference { get; private init; } = string.Empty;
    public string EnteredByName { get; private init; } = string.Empty;
    public DateTime EnteredUtc { get; private init; }

    /// <summary>To which accounts it went back.</summary>
    public IReadOnlyList<ReturnPart> Parts => _parts;

    public static ReturnReceipt Of(Guid id, Guid demandId, DateOnly receivedOn, string bankReference, IReadOnlyList<(string AvailableCode, long AmountMinor)> parts, string byName, DateTimeOffset now)
    {
        var receipt = new ReturnReceipt
        {
            Id = id, DemandId = demandId, AmountMinor = parts.Sum(part => part.AmountMinor), ReceivedOn = receivedOn, BankReference = bankReference, EnteredByName = byName, EnteredUtc = now.UtcDateTime,
        };
        receipt._parts.AddRange(parts.Select(part => new ReturnPart(id, part.AvailableCode, part.AmountMinor)));
        return receipt;
    }
}

internal sealed class ReturnPart
{
    private ReturnPart()
    {
    }

    internal ReturnPart(Guid receiptId, string availableCode, long amountMinor) => (ReceiptId, AvailableCode, AmountMinor) = (receiptId, availableCode, amountMinor);

    public Guid ReceiptId { get; private init; }
    public string AvailableCode { get; private init; } = string.Empty;
    public long AmountMinor { get; private init; }
}
