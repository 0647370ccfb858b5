using Charity.Platform.Audit;
using Charity.Platform.Text;
using Charity.Platform.Workflow;

namespace Charity.Disbursements.Charges;

/// <summary>Money of a fund that is taken for the charity's own administration (管理费). It counts against the limit of its year from its proposal on.</summary>
[Audited]
internal sealed class AdministrationCharge : WorkflowInstance
{
    public const int PurposeLength = 500;

    private AdministrationCharge()
    {
    }

    public int Year { get; private init; }
    public int Number { get; private init; }
    public string FundSlug { get; private init; } = string.Empty;
    public LocalizedText FundName { get; private init; } = new(string.Empty);
    public string Currency { get; private init; } = Money.Yuan;
    public long AmountMinor { get; private init; }

    /// <summary>What it is needed for.</summary>
    public string Purpose { get; private init; } = string.Empty;
    public Guid ProposedById { get; private init; }
    public string ProposedByName { get; private init; } = string.Empty;
    public DateTime ProposedUtc { get; private init; }

    /// <summary>What the fund had raised in the year when the charge was booked; null before.</summary>
    public long? RaisedMinor { get; private set; }

    /// <summary>The limit it was booked by, in hundredths of a per cent of what was raised; null before.</summary>
    public int? LimitBasisPoints { get; private set; }

    /// <summary>Stands in the public books.</summary>
    public string Code => FormattableString.Invariant($"{Year}-{Number:0000}");

    public static AdministrationCharge Propose(Guid id, int year, int number, string fundSlug, LocalizedText fundName, long amountMinor, string purpose, Guid byId, string byName, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amountMinor, 1);
        var charge = new AdministrationCharge
        {
            Id = id, Year = year, Number = number, FundSlug = fundSlug, FundName = fundName, AmountMinor = amountMinor, Purpose = purpose, ProposedById = byId, ProposedByName = byName,
            ProposedUtc = now.UtcDateTime,
        };
        charge.BeginIn(ChargeProcess.Proposed);
        return charge;
    }

    /// <summary>Keeps what the limit was made of: gifts may go back later, and the setting may change.</summary>
    internal void KeepLimit(ChargeRoom room) => (RaisedMinor, LimitBasisPoints) = (room.RaisedMinor, room.LimitBasisPoints);
}
