using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Charity.Disbursements.Approvals;
using Charity.Disbursements.Batches;
using Charity.Platform.Audit;
using Charity.Platform.Text;
using Charity.Platform.Workflow;

namespace Charity.Disbursements.Requests;

/// <summary>What a payment is for. Kept by name in the database: only ever added to.</summary>
internal enum PaymentKind
{
    /// <summary>An instalment of a venture project (分期拨款).</summary>
    Instalment,

    /// <summary>A fund's own spending after its committee's or its residents' vote (基金支出).</summary>
    Spending,

    /// <summary>A list of people who are helped (救助、补贴发放).</summary>
    Aid,
}

/// <summary>Where money goes.</summary>
/// <param name="Number">The account's digits; encrypted at rest.</param>
/// <param name="Fingerprint">Of the number, in hexadecimal; equal numbers have equal ones.</param>
/// <param name="AmountMinor">How much of it, in minor units.</param>
internal sealed record Payee(string Name, string BankName, string Number, string Fingerprint, long AmountMinor);

/// <summary>What is asked for.</summary>
/// <param name="SubjectId">The instalment, the motion or the list.</param>
/// <param name="OrganisationId">Who is paid, when it is an organisation of this site.</param>
/// <param name="PayeeName">As it is shown; of a list, whom it is for.</param>
/// <param name="Parts">Out of which accounts; they make the sum. A list has one.</param>
/// <param name="Payees">One transfer each; they make the sum.</param>
internal sealed record PaymentDraft(
    PaymentKind Kind, Guid SubjectId, Guid? ProjectId, string? ProjectSlug, Guid? OrganisationId, LocalizedText Title, string PayeeName, string Currency, IReadOnlyList<PartDraft> Parts,
    IReadOnlyList<Payee> Payees, ApprovalRule Rule)
{
    /// <summary>Made by the caller where a form may be sent twice; otherwise it is made here.</summary>
    public Guid? Id { get; init; }
}

/// <param name="FundSlug">Null for public money.</param>
/// <param name="AvailableCode">The ledger account the money is reserved from.</param>
/// <param name="CommittedCode">The ledger account the payment is taken from; null when the approval makes it.</param>
/// <param name="ReservationId">The ledger entry that reserved it; null when the approval makes it.</param>
internal sealed record PartDraft(string? FundSlug, string AvailableCode, string? CommittedCode, long AmountMinor, Guid? ReservationId);

/// <summary>A request with its transfers, both new.</summary>
internal sealed record AskedPayment(PaymentRequest Request, IReadOnlyList<PaymentLine> Lines);

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

    /// <summary>The instalment, the motion or the list. Of an instalment and of a list there is one open request.</summary>
    public Guid SubjectId { get; private init; }
    public Guid? ProjectId { get; private init; }
    public string? ProjectSlug { get; private init; }
    public LocalizedText Title { get; private init; } = new(string.Empty);
    public string Currency { get; private init; } = Money.Yuan;
    public long AmountMinor { get; private init; }

    /// <summary>Of its transfers, those that the bank has made and not sent back; kept with them in one transaction.</summary>
    public long PaidMinor { get; private set; }

    /// <summary>Of its transfers, those that are never made: the bank refused them, and whoever asked and somebody who approves agree that it stays so.</summary>
    public long GivenUpMinor { get; private set; }

    /// <summary>Proposed to be given up, and not yet decided; null without a proposal.</summary>
    public long? GiveUpMinor { get; private set; }

    /// <summary>Of exactly the transfers that were proposed, as <see cref="LinesSha256"/> is of all.</summary>
    [NotAudited]
    public string? GiveUpSha256 { get; private set; }

    /// <summary>Who proposed it; somebody else decides.</summary>
    public Guid? GiveUpById { get; private set; }

    /// <summary>Why, in the words of whoever proposed it.</summary>
    public string? GiveUpReason { get; private set; }
    public Guid? OrganisationId { get; private init; }
    public string PayeeName { get; private set; } = string.Empty;

    /// <summary>Of the one account it goes to; null for a list.</summary>
    [NotAudited]
    public string? PayeeFingerprint { get; private set; }

    /// <summary>How many transfers it is made of.</summary>
    public int LineCount { get; private init; }

    /// <summary>Of all its transfers in their order: number, name, bank, account and amount.</summary>
    public string LinesSha256 { get; private set; } = string.Empty;

    /// <summary>Its papers in the order they were added; null of requests that were made before they counted. A stored file never changes under its id.</summary>
    [NotAudited]
    public IReadOnlyList<Guid>? PaperIds { get; private set; }

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

    /// <summary>Neither paid nor given up.</summary>
    public long OpenMinor => AmountMinor - PaidMinor - GivenUpMinor;

    /// <summary>Still on its way to being paid: what it is for cannot be asked for again.</summary>
    public bool IsOpen => !PaymentProcess.Dead.Contains(State);

    /// <summary>Approvals that count for what it is now.</summary>
    public IEnumerable<Approval> Standing => _approvals.Where(approval => approval.InvalidatedUtc is null && approval.Sha256 == Sha256);

    /// <exception cref="ArgumentException">Nothing is asked for, or parts and transfers do not make the same sum.</exception>
    public static AskedPayment Ask(PaymentDraft draft, int year, int number, Guid byId, string byName, string remark, int daysToDecide, DateTimeOffset now)
    {
        if (draft.Parts.Count == 0 || draft.Parts.Any(part => part.AmountMinor <= 0) || draft.Payees.Any(payee => payee.AmountMinor <= 0)
            || draft.Parts.Sum(part => part.AmountMinor) != draft.Payees.Sum(payee => payee.AmountMinor) || (draft.Parts.Count > 1 && draft.Payees.Count > 1))
        {
            throw new ArgumentException("Parts and transfers are more than zero and make the same sum; several transfers come out of one account.", nameof(draft));
        }

        var request = new PaymentRequest
        {
            Id = draft.Id ?? Guid.CreateVersion7(now), Year = year, Number = number, Kind = draft.Kind, SubjectId = draft.SubjectId, ProjectId = draft.ProjectId, ProjectSlug = draft.ProjectSlug,
            Title = draft.Title, Currency = draft.Currency, AmountMinor = draft.Parts.Sum(part => part.AmountMinor), OrganisationId = draft.OrganisationId, PayeeName = draft.PayeeName,
            LineCount = draft.Payees.Count, PaperIds = [], Rule = draft.Rule, RequestedById = byId, RequestedByName = byName, RequestedUtc = now.UtcDateTime, Remark = remark,
            DecideByUtc = now.UtcDateTime.AddDays(daysToDecide),
        };
        request._parts.AddRange(draft.Parts.Select((part, index) => new PaymentPart(request.Id, index + 1, part)));
        var lines = draft.Payees.Select((payee, index) => PaymentLine.Of(request, index + 1, payee, now)).ToList();
        request.Seal(lines);
        request.BeginIn(PaymentProcess.Asked);
        return new AskedPayment(request, lines);
    }

    /// <summary>Asked for once more: the time to decide begins anew.</summary>
    public void AskAgain(string remark, int daysToDecide, DateTimeOffset now) => (Remark, DecideByUtc) = (remark, now.UtcDateTime.AddDays(daysToDecide));

    /// <summary>Its only transfer goes to another account: what was approved for the one before no longer counts.</summary>
    public void PayTo(PaymentLine only, Payee payee)
    {
        only.PayTo(payee);
        Seal([only]);
    }

    /// <param name="amountMinor">Less than zero when the bank has sent money back.</param>
    internal void CountPaid(long amountMinor) => PaidMinor += amountMinor;

    internal void ProposeGivingUp(IReadOnlyList<LineContent> lines, Guid byId, string reason) =>
        (GiveUpMinor, GiveUpSha256, GiveUpById, GiveUpReason) = (lines.Sum(line => line.AmountMinor), PaymentLine.HashOf(lines), byId, reason);

    internal void DropProposal() => (GiveUpMinor, GiveUpSha256, GiveUpById, GiveUpReason) = (null, null, null, null);

    /// <summary>What was proposed is never paid; why stays.</summary>
    internal void GiveUp()
    {
        GivenUpMinor += GiveUpMinor!.Value;
        (GiveUpMinor, GiveUpSha256) = (null, null);
    }

    /// <summary>Whoever looked before has not seen it: an approval of what they saw is refused.</summary>
    internal void AddPaper(Guid paperId)
    {
        PaperIds = [.. PaperIds ?? [], paperId];
        Sha256 = HashOfContent();
    }

    private void Seal(IReadOnlyList<PaymentLine> lines)
    {
        // A person who is helped is not named, though the list has no other.
        if (lines is [var only] && Kind != PaymentKind.Aid)
        {
            (PayeeName, PayeeFingerprint) = (only.PayeeName, only.PayeeFingerprint);
        }

        LinesSha256 = PaymentLine.HashOf(lines);
        Sha256 = HashOfContent();
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

    /// <summary>What stands here is what its hash is of.</summary>
    internal bool IsSealed => Sha256 == HashOfContent();

    // Lines of name and value, so that no two contents read alike; kinds of lines are only ever added.
    private string HashOfContent()
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"request {Id:N}\nkind {Kind}\nsubject {SubjectId:N}\namount {AmountMinor} {Currency}\n");
        foreach (var part in _parts.OrderBy(part => part.Number))
        {
            text.Append(CultureInfo.InvariantCulture, $"part {part.Number} {part.AvailableCode} {part.AmountMinor}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"payee {OrganisationId:N}\nlines {LineCount} {LinesSha256}\n");
        foreach (var paper in PaperIds ?? [])
        {
            text.Append(CultureInfo.InvariantCulture, $"paper {paper:N}\n");
        }

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

    /// <summary>Where the money lies that is set aside for it; null before.</summary>
    public string? CommittedCode { get; private set; }
    public long AmountMinor { get; private init; }
    public Guid? ReservationId { get; private set; }

    internal void Reserve(string committedCode, Guid reservationId) => (CommittedCode, ReservationId) = (committedCode, reservationId);

    internal void Release() => ReservationId = null;
}
