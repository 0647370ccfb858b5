using Charity.Platform.Audit;
using Charity.Platform.Workflow;

namespace Charity.Ventures.Decisions;

/// <summary>A call decides once, or twice when it has a defence.</summary>
internal enum SelectionRound
{
    /// <summary>After the written review: who is invited to the defence.</summary>
    Written,

    /// <summary>Who is put on public notice.</summary>
    Final,
}

internal enum DecisionOutcome
{
    Undecided,
    Choose,
    Reserve,
    Decline,
    Invite,
}

/// <summary>
/// What an office decides about a call's submissions in one round (立项评议): prepared quietly row by row, written down in minutes that two people
/// sign, and published in one act. Until then it is known to nobody else. Its state moves by <see cref="SelectionProcess"/>.
/// </summary>
[Audited]
internal sealed class Selection : WorkflowInstance
{
    private readonly List<SelectionRow> _rows = [];
    private readonly List<MinutesSignature> _signatures = [];

    private Selection()
    {
    }

    public Guid CallId { get; private init; }
    public SelectionRound Round { get; private init; }

    /// <summary>Counts what was saved; a save onto an older one is refused, so that of two officers one wins and the other is told.</summary>
    public int Revision { get; private set; }

    /// <summary>Where the line was drawn last.</summary>
    public FundingLine Line { get; private set; } = FundingLine.None;

    /// <summary>The minutes' frozen text; null while the decisions are being prepared.</summary>
    public string? Minutes { get; private set; }

    /// <summary>SHA-256 of the minutes in UTF-8, 64 hexadecimal digits: what is signed.</summary>
    public string? MinutesSha256 { get; private set; }
    public DateTime? PublishedUtc { get; private set; }
    public IReadOnlyList<SelectionRow> Rows => _rows;

    /// <summary>Also those of earlier minutes, which count no more.</summary>
    public IReadOnlyList<MinutesSignature> Signatures => _signatures;

    /// <summary>Those under the present minutes.</summary>
    public IEnumerable<MinutesSignature> ValidSignatures => _signatures.Where(signature => signature.Sha256 == MinutesSha256).OrderBy(signature => signature.SignedUtc);

    public bool IsDraft => State == SelectionProcess.Draft;

    public static Selection Begin(Guid callId, SelectionRound round, DateTimeOffset now)
    {
        var selection = new Selection { Id = Guid.CreateVersion7(now), CallId = callId, Round = round };
        selection.BeginIn(SelectionProcess.Draft);
        return selection;
    }

    public SelectionRow? Find(Guid submissionId) => _rows.Find(row => row.SubmissionId == submissionId);

    /// <summary>Replaces the decisions as a whole.</summary>
    public void Decide(IEnumerable<Decision> decisions)
    {
        DemandDraft();
        foreach (var decision in decisions)
        {
            if (Find(decision.SubmissionId) is not { } row)
            {
                _rows.Add(row = new SelectionRow(Id, decision.SubmissionId));
            }

            row.Decide(decision);
        }

        Revision++;
    }

    public void Draw(FundingLine line) => Line = line;

    public void Write(string minutes, string sha256)
    {
        DemandDraft();
        (Minutes, MinutesSha256) = (minutes, sha256);
        Revision++;
    }

    /// <summary>Takes the minutes back; the signatures under them stay as a record and count no more.</summary>
    public void TakeBack()
    {
        (Minutes, MinutesSha256) = (null, null);
        Revision++;
    }

    public void Sign(Guid userId, string name, DateTimeOffset now)
    {
        _signatures.Add(new MinutesSignature(Guid.CreateVersion7(now), Id, userId, name, MinutesSha256 ?? throw new InvalidOperationException("There are no minutes to sign."), now.UtcDateTime));
        Revision++;
    }

    public void Publish(DateTime nowUtc) => PublishedUtc = nowUtc;

    private void DemandDraft()
    {
        if (!IsDraft)
        {
            throw new InvalidOperationException($"Selection {Id} is {State}; it is not written any more.");
        }
    }
}

/// <param name="AmountMinor">What it is given; 0 unless it is chosen or on the reserve list.</param>
/// <param name="Note">The reason in the office's words: for the minutes, and for the letter of a refusal.</param>
internal sealed record Decision(Guid SubmissionId, DecisionOutcome Outcome, long AmountMinor, string? Note);

/// <summary>What is decided about one submission.</summary>
internal sealed class SelectionRow
{
    public const int NoteLength = 500;

    private SelectionRow()
    {
    }

    internal SelectionRow(Guid selectionId, Guid submissionId) => (SelectionId, SubmissionId) = (selectionId, submissionId);

    public Guid SelectionId { get; private init; }
    public Guid SubmissionId { get; private init; }
    public DecisionOutcome Outcome { get; private set; }
    public long AmountMinor { get; private set; }
    public string? Note { get; private set; }

    internal void Decide(Decision decision) => (Outcome, AmountMinor, Note) = (decision.Outcome, decision.AmountMinor, decision.Note);
}

/// <summary>Somebody's signature under the minutes of one hash.</summary>
internal sealed class MinutesSignature
{
    private MinutesSignature()
    {
    }

    internal MinutesSignature(Guid id, Guid selectionId, Guid userId, string name, string sha256, DateTime signedUtc) =>
        (Id, SelectionId, UserId, Name, Sha256, SignedUtc) = (id, selectionId, userId, name, sha256, signedUtc);

    public Guid Id { get; private init; }
    public Guid SelectionId { get; private init; }
    public Guid UserId { get; private init; }
    public string Name { get; private init; } = string.Empty;
    public string Sha256 { get; private init; } = string.Empty;
    public DateTime SignedUtc { get; private init; }
}
