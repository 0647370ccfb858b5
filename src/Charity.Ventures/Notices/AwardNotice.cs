using Charity.Platform.Audit;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;

namespace Charity.Ventures.Notices;

/// <summary>
/// A public notice of the projects to be awarded (拟立项公示). What it says is frozen with its hash; it runs for the call's working days, in which
/// anybody may object to a project. A mistake is mended by a notice that replaces it, never in place. Its state moves by <see cref="AwardNoticeProcess"/>.
/// </summary>
[Audited]
internal sealed class AwardNotice : WorkflowInstance
{
    public const int SlugLength = Call.SlugLength + 12;
    private readonly List<AwardNoticeEntry> _entries = [];

    private AwardNotice()
    {
    }

    public Guid CallId { get; private init; }

    /// <summary>Stands in addresses.</summary>
    public string Slug { get; private init; } = string.Empty;

    /// <summary>Counts within the call.</summary>
    public int Number { get; private init; }
    public DateTime PublishedUtc { get; private init; }

    /// <summary>Who published it: they do not answer objections to it.</summary>
    public Guid? PublishedById { get; private init; }
    public int WorkingDays { get; private init; }

    /// <summary>The last day for objections, wholly.</summary>
    public DateOnly LastDay { get; private init; }

    /// <summary>The first moment after the last day.</summary>
    public DateTime EndsUtc { get; private init; }

    /// <summary>The canonical text: everything it says, lines ended by a line feed.</summary>
    public string Text { get; private init; } = string.Empty;

    /// <summary>SHA-256 of the text in UTF-8, 64 hexadecimal digits.</summary>
    public string Sha256 { get; private init; } = string.Empty;

    /// <summary>The notice it replaces, and why; both null for one that stands for itself.</summary>
    public Guid? ReplacesId { get; private init; }
    public string? Reason { get; private init; }
    public IReadOnlyList<AwardNoticeEntry> Entries => _entries;

    /// <param name="notice">What it says; its text is made of the same.</param>
    public static AwardNotice Publish(Guid callId, PublishedNotice notice, IEnumerable<AwardNoticeEntry> entries, string text, string sha256, DateTime endsUtc, Guid? byId, Guid? replacesId, DateTimeOffset now)
    {
        var published = new AwardNotice
        {
            Id = Guid.CreateVersion7(now), CallId = callId, Slug = notice.Slug, Number = notice.Number, PublishedUtc = now.UtcDateTime, PublishedById = byId, WorkingDays = notice.WorkingDays,
            LastDay = notice.LastDay, EndsUtc = endsUtc, Text = text, Sha256 = sha256, ReplacesId = replacesId, Reason = notice.Reason,
        };
        published._entries.AddRange(entries);
        published.BeginIn(AwardNoticeProcess.Running);
        return published;
    }

    public static string SlugOf(string callSlug, int number) => FormattableString.Invariant($"{callSlug}-award-{number}");
}

/// <summary>A project on a notice, as it was when the notice was published.</summary>
internal sealed class AwardNoticeEntry
{
    private AwardNoticeEntry()
    {
    }

    public AwardNoticeEntry(int place, Guid submissionId, int number, string title, string organisationName, string creditCode, string areaName, IReadOnlyList<AwardPart> parts) =>
        (Place, SubmissionId, Number, Title, OrganisationName, CreditCode, AreaName, Parts, AmountMinor) =
        (place, submissionId, number, title, organisationName, creditCode, areaName, parts, parts.Sum(part => part.AmountMinor));

    public Guid NoticeId { get; private init; }
    public Guid SubmissionId { get; private init; }

    /// <summary>1 for the first of the list.</summary>
    public int Place { get; private init; }

    /// <summary>The submission's number within its call.</summary>
    public int Number { get; private init; }
    public string Title { get; private init; } = string.Empty;
    public string OrganisationName { get; private init; } = string.Empty;
    public string CreditCode { get; private init; } = string.Empty;
    public string AreaName { get; private init; } = string.Empty;
    public long AmountMinor { get; private init; }

    /// <summary>Which source gives how much of the amount.</summary>
    public IReadOnlyList<AwardPart> Parts { get; private init; } = [];
}
