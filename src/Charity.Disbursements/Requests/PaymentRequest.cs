using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Charity.Disbursements.Approvals;
using Charity.Platform.Audit;
using Charity.Platform.Text;
using Charity.Platform.Workflow;

namespace Charity.Disbursements.Requests;

/// <summary>What a payment is for. Kept by name in the database: only ever added to.</summary>
internal enum PaymentKind
{
    /// <summary>An instalment of a venture project (分期拨款).</summary>
    Instalment,
}

/// <summary>Where the money goes, as it was when the request was made.</summary>
/// <param name="Number">The account's digits; encrypted at rest.</param>
/// <param name="Fingerprint">Of the number, in hexadecimal; equal numbers have equal ones.</param>
internal sealed record Payee(Guid OrganisationId, string Name, string BankName, string Number, string Fingerprint);

/// <summary>What is asked for.</summary>
/// <param name="Parts">Out of which accounts, in the order of the award; they make the sum.</param>
internal sealed record PaymentDraft(
    PaymentKind Kind, Guid ProjectId, string ProjectSlug, Guid InstalmentId, LocalizedText Title, string Currency, IReadOnlyList<PartDraft> Parts, Payee Payee, ApprovalRule Rule);

/// <param name="FundSlug">Null for public money.</param>
/// <param name="AvailableCode">The ledger account the money was reserved from.</param>
/// <param name="CommittedCode">The ledger account the payment is taken from.</param>
/// <param name="ReservationId">The ledger entry that reserved it.</param>
internal sealed record PartDraft(string? FundSlug, string AvailableCode, string CommittedCode, long AmountMinor, Guid ReservationId);

/// <summary>
/// A request to pay (用款申请): asked for by the payee from what is due, approved by the rule that was frozen on it, paid in a batch. Its state
/// moves by <see cref="PaymentProcess"/>. What is approved is its <see cref="Sha256"/>: when what it was made of changes, the approvals fall.
/// </summary>
[Audited]
internal sealed class PaymentRequest : WorkflowInstance
{
    private readonly List<PaymentPart> _parts = [];
    private readonly List<Approval> _approvals = [];

    private PaymentRequest()
    {
    }

    /// <summary>Stands on papers and in addresses; dense within a year.</summary>
    public int Year { get; private init; }
    public int Number { get; private init; }
    public PaymentKind Kind { get; private init; }
    public Guid ProjectId { get; private init; }
    public string ProjectSlug { get; private init; } = string.Empty;

    /// <summary>The instalment; one open request for each.</summary>
    public Guid InstalmentId { get; private init; }
    public LocalizedText Title { get; private init; } = new(string.Empty);
    public string Currency { get; private init; } = Money.Yuan;
    public long AmountMinor { get; private init; }
    public Guid OrganisationId { get; private init; }
    public string PayeeName { get; private set; } = string.Empty;
    public string PayeeBank { get; private set; } = string.Empty;
    public string PayeeNumber { get; private set; } = string.Empty;

    [NotAudited]
    public string PayeeFingerprint { get; private set; } = string.Empty;

    /// <summary>Who has to approve, resolved when the request was made.</summary>
    public ApprovalRule Rule { get; private init; } = new([]);

    /// <summary>Of everything an approval is about, in lower-case hexadecimal.</summary>
    public string Sha256 { get; private set; } = string.Empty;
    public Guid RequestedById { get; private init; }
    public string RequestedByName { get; private init; } = string.Empty;
    public DateTime RequestedUtc { get; private init; }

    /// <summary>Undecided until then it lapses.</summary>
    public DateTime DecideByUtc { get; private set; }

    /// <summary>What the organisation says to it.</summary>
    public string Remark { get; private set; } = string.Empty;
    public IReadOnlyList<PaymentPart> Parts => _parts;
    public IReadOnlyList<Approval> Approvals => _approvals;

    public string Code => FormattableString.Invariant($"{Year}-{Number:00000}");

    public string MaskedNumber => PersonalData.MaskBankAccount(PayeeNumber);

    /// <summary>Still on its way to being paid: its instalment cannot be asked for again.</summary>
    public bool IsOpen => State is not (PaymentProcess.Declined or PaymentProcess.Cancelled or PaymentProcess.Expired);

    /// <summary>Approvals that count for what it is now.</summary>
    public IEnumerable<Approval> Standing => _approvals.Where(approval => approval.InvalidatedUtc is null && approval.Sha256 == Sha256);

    public static PaymentRequest Ask(PaymentDraft draft, int year, int number, Guid byId, string byName, string remark, int daysToDecide, DateTimeOffset now)
    {
        if (draft.Parts.Count == 0 || draft.Parts.Any(part => part.AmountMinor <= 0))
        {
            throw new ArgumentException("A payment has parts, each more than zero.", nameof(draft));
        }

        var request = new PaymentRequest
        {
            Id = Guid.CreateVersion7(now), Year = year, Number = number, Kind = draft.Kind, ProjectId = draft.ProjectId, ProjectSlug = draft.ProjectSlug, InstalmentId = draft.InstalmentId,
            Title = draft.Title, Currency = draft.Currency, AmountMinor = draft.Parts.Sum(part => part.AmountMinor), OrganisationId = draft.Payee.OrganisationId, Rule = draft.Rule,
            RequestedById = byId, RequestedByName = byName, RequestedUtc = now.UtcDateTime, Remark = remark, DecideByUtc = now.UtcDateTime.AddDays(daysToDecide),
        };
        request._parts.AddRange(draft.Parts.Select((part, index) => new PaymentPart(request.Id, index + 1, part)));
        request.PayTo(draft.Payee);
        request.BeginIn(PaymentProcess.Asked);
        return request;
    }

    /// <summary>Takes over the payee's account as it is by now. What was approved for another account no longer counts.</summary>
    private void PayTo(Payee payee)
    {
        (PayeeName, PayeeBank, PayeeNumber, PayeeFingerprint) = (payee.Name, payee.BankName, payee.Number, payee.Fingerprint);
        Sha256 = HashOfContent();
    }

    /// <summary>The payee asks once more, and the time to decide begins anew.</summary>
    public void AskAgain(Payee payee, string remark, int daysToDecide, DateTimeOffset now)
    {
        PayTo(payee);
        (Remark, DecideByUtc) = (remark, now.UtcDateTime.AddDays(daysToDecide));
    }

    public void Approve(Approval approval) => _approvals.Add(approval);

    /// <summary>Earlier approvals stay as history and count no more.</summary>
    public void InvalidateApprovals(string reason, DateTimeOffset now)
    {
        foreach (var approval in Standing.ToList())
        {
            approval.Invalidate(reason, now);
        }
    }

    // Lines of name and value, so that no two contents read alike; kinds of lines are only ever added.
    private string HashOfContent()
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"request {Id:N}\nkind {Kind}\nproject {ProjectId:N}\ninstalment {InstalmentId:N}\namount {AmountMinor} {Currency}\n");
        foreach (var part in _parts.OrderBy(part => part.Number))
        {
            text.Append(CultureInfo.InvariantCulture, $"part {part.Number} {part.CommittedCode} {part.AmountMinor}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"payee {OrganisationId:N}\nname {PayeeName}\nbank {PayeeBank}\naccount {PayeeFingerprint}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

/// <summary>A part of a payment that is taken from one account of the ledger.</summary>
internal sealed class PaymentPart
{
    private PaymentPart()
    {
    }

    internal PaymentPart(Guid requestId, int number, PartDraft part) =>
        (RequestId, Number, FundSlug, AvailableCode, CommittedCode, AmountMinor, ReservationId) = (requestId, number, part.FundSlug, part.AvailableCode, part.CommittedCode, part.AmountMinor, part.ReservationId);

    public Guid RequestId { get; private init; }
    public int Number { get; private init; }
    public string? FundSlug { get; private init; }
    public string AvailableCode { get; private init; } = string.Empty;
    public string CommittedCode { get; private init; } = string.Empty;
    public long AmountMinor { get; private init; }
    public Guid ReservationId { get; private init; }
}
