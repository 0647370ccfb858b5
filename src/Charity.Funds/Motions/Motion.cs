using System.Globalization;
using Charity.Funds.Contracts;
using Charity.Platform.Audit;
using Charity.Platform.Files;
using Charity.Platform.Text;
using Charity.Platform.Workflow;

namespace Charity.Funds.Motions;

/// <summary>Who votes on a motion. Kept by name in the database: only ever added to.</summary>
internal enum MotionKind
{
    /// <summary>The seats of the fund's committee (管委会), each by name.</summary>
    Committee,

    /// <summary>The residents who came to a meeting (居民议事), by count.</summary>
    Residents,
}

/// <summary>The six elements of a motion (动议六要素): when, where, who, with what, what is done, what comes of it.</summary>
internal sealed record MotionElements(LocalizedText When, LocalizedText Where, LocalizedText Who, LocalizedText Resources, LocalizedText Action, LocalizedText Outcome);

/// <summary>Who moved or seconded. Committees are public by name; a resident is named to the fund's keepers only.</summary>
internal sealed record MotionPerson(string Name, bool HoldsSeat)
{
    public string PublicName => HoldsSeat ? Name : PersonNames.Mask(Name);
}

/// <summary>What is moved.</summary>
/// <param name="Lines">Make the sum.</param>
/// <param name="Payee">Null while it is left open.</param>
/// <param name="VoteOn">The day the vote is announced for.</param>
internal sealed record MotionDraft(
    MotionKind Kind, LocalizedText Title, MotionPerson Mover, MotionPerson Seconder, MotionElements Elements, IReadOnlyList<MotionLine> Lines, LocalizedText Purpose, MotionPayee? Payee, DateOnly VoteOn);

/// <summary>
/// A motion (动议) to spend a fund's money: moved, seconded, published with the day of its vote, and voted on. Its state moves by
/// <see cref="MotionProcess"/>. Only a draft can be changed; what is put to the vote is what was published.
/// </summary>
[Audited]
internal sealed class Motion : WorkflowInstance
{
    public const int TitleLength = 80;
    public const int TextLength = 1_000;
    public const int NameLength = 100;
    public const int MostLines = 20;

    private Motion()
    {
    }

    public Guid FundId { get; private init; }
    public string Currency { get; private init; } = Money.Yuan;

    /// <summary>Year and number are given when it is published, dense per fund and year; null for a draft and what was withdrawn as one.</summary>
    public int? Year { get; private set; }
    public int? Number { get; private set; }
    public MotionKind Kind { get; private set; }
    public LocalizedText Title { get; private set; } = new(string.Empty);
    public MotionPerson Mover { get; private set; } = new(string.Empty, false);
    public MotionPerson Seconder { get; private set; } = new(string.Empty, false);
    public MotionElements Elements { get; private set; } = null!;
    public IReadOnlyList<MotionLine> Lines { get; private set; } = [];
    public long AmountMinor { get; private set; }
    public LocalizedText Purpose { get; private set; } = new(string.Empty);
    public string? PayeeName { get; private set; }
    public string? PayeeBank { get; private set; }

    /// <summary>Encrypted at rest.</summary>
    public string? PayeeNumber { get; private set; }

    [NotAudited]
    public string? PayeeFingerprint { get; private set; }
    public DateOnly VoteOn { get; private set; }

    /// <summary>Who brought it in for its mover, and so must not record the vote; null for the system.</summary>
    public Guid? MovedById { get; private init; }
    public DateTime? PublishedUtc { get; private set; }

    /// <summary>The day of the vote; null before it.</summary>
    public DateOnly? HeldOn { get; private set; }
    public MotionTally? Tally { get; private set; }

    /// <summary>How each seat voted; none for a residents' meeting.</summary>
    public IReadOnlyList<SeatVote> Votes { get; private set; } = [];
    public string? SupervisorName { get; private set; }
    public string? SupervisorRemark { get; private set; }
    public Guid? RecordedById { get; private set; }
    public string? RecordedByName { get; private set; }

    /// <summary>Why it was withdrawn; published when the motion was.</summary>
    public string? WithdrawReason { get; private set; }

    /// <summary>Counts the edits; one made on an older revision is refused.</summary>
    public int Revision { get; private set; }

    public bool IsDraft => State == MotionProcess.Draft;

    public bool IsDecided => State is MotionProcess.Passed or MotionProcess.Rejected;

    /// <summary>Stands on the fund's page. What was withdrawn after its publication stays there.</summary>
    public bool IsPublic => Number is not null;

    public string Code => CodeOf(Year, Number);

    public MotionPayee? Payee => PayeeName is null ? null : new MotionPayee(PayeeName, PayeeBank!, PayeeNumber!, PayeeFingerprint!);

    public AttachmentOwner Files => FilesOf(Id);

    public static AttachmentOwner FilesOf(Guid id) => new("motion", id);

    /// <summary>The lock under which a motion is voted on, its papers change and its money is asked for.</summary>
    public static string LockOf(Guid id) => $"motion:{id:N}";

    public static string CodeOf(int? year, int? number) => number is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{year}-{number:00}");

    public static Motion Begin(Guid id, Guid fundId, string currency, MotionDraft draft, Guid? byId)
    {
        var motion = new Motion { Id = id, FundId = fundId, Currency = currency, MovedById = byId };
        motion.BeginIn(MotionProcess.Draft);
        motion.Describe(draft);
        return motion;
    }

    /// <exception cref="InvalidOperationException">It is no draft any more.</exception>
    public void Describe(MotionDraft draft)
    {
        if (!IsDraft)
        {
            throw new InvalidOperationException($"Motion {Code} is {State} and cannot be changed.");
        }

        if (draft.Lines.Count == 0 || draft.Lines.Any(line => line.AmountMinor <= 0))
        {
            throw new ArgumentException("A motion has budget lines, each more than zero.", nameof(draft));
        }

        (Kind, Title, Mover, Seconder, Elements, Purpose, VoteOn) = (draft.Kind, draft.Title, draft.Mover, draft.Seconder, draft.Elements, draft.Purpose, draft.VoteOn);
        (Lines, AmountMinor) = (draft.Lines, checked(draft.Lines.Sum(line => line.AmountMinor)));
        (PayeeName, PayeeBank, PayeeNumber, PayeeFingerprint) = (draft.Payee?.Name, draft.Payee?.BankName, draft.Payee?.Number, draft.Payee?.Fingerprint);
    }

    public void CountEdit() => Revision++;

    public void Published(int year, int number, DateTime nowUtc) => (Year, Number, PublishedUtc) = (year, number, nowUtc);

    public void Withdrawn(string? reason) => WithdrawReason = reason;

    /// <summary>Writes down how the vote went, once. Whether it passed is the tally's answer, and the process asks it.</summary>
    /// <exception cref="InvalidOperationException">It is not put to the vote, or was voted on already.</exception>
    public void Count(MotionVote vote, Guid? byId, string byName)
    {
        if (State != MotionProcess.Open || Tally is not null)
        {
            throw new InvalidOperationException($"Motion {Code} is {State} and cannot be voted on.");
        }

        (HeldOn, Tally, Votes) = (vote.HeldOn, vote.Tally, vote.Votes);
        (SupervisorName, SupervisorRemark, RecordedById, RecordedByName) = (vote.SupervisorName, vote.SupervisorRemark, byId, byName);
    }
}

/// <summary>What a file of a motion is for decides who sees it.</summary>
internal static class MotionPaper
{
    /// <summary>For everybody once the vote is recorded; nothing in them that is nobody's business.</summary>
    public const string PublicMinutes = "minutes-public";

    /// <summary>For the fund's keepers alone.</summary>
    public const string Minutes = "minutes";

    /// <summary>Who came to the residents' meeting; for the fund's keepers alone.</summary>
    public const string SignInSheet = "sign-in";

    /// <summary>Quotations, the motion as signed; for the fund's keepers alone.</summary>
    public const string Other = "other";

    /// <summary>In the order of the choice, with its English words.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> All { get; } =
    [
        new(PublicMinutes, "Minutes, for everybody"),
        new(Minutes, "Minutes, for the fund's keepers only"),
        new(SignInSheet, "Sign-in sheet, for the fund's keepers only"),
        new(Other, "Something else, for the fund's keepers only"),
    ];
}
