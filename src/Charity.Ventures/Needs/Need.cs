using Charity.Contents.Contracts;
using Charity.Platform.Audit;
using Charity.Platform.Files;
using Charity.Platform.Text;
using Charity.Platform.Workflow;

namespace Charity.Ventures.Needs;

/// <summary>What somebody writes of a need. Until it is submitted, all but title and area may be missing.</summary>
/// <param name="Who">Whom it is about, as a group and never by name.</param>
/// <param name="People">Roughly how many they are.</param>
/// <param name="CallId">The call that collects it; null for a need of its own.</param>
internal sealed record NeedFacts(
    string AreaCode, string Category, LocalizedText Title, LocalizedText? Who, int? People, LocalizedText? Lacking, LocalizedText? Evidence, LocalizedText? Help, DateOnly? WishedBy, Guid? CallId);

/// <summary>What a community lacks (需求), with the evidence for it: the beginning of a venture project. Its state moves by <see cref="NeedProcess"/>.</summary>
[Audited]
internal sealed class Need : WorkflowInstance
{
    public const int TitleLength = 60;
    public const int TextLength = 1_000;
    public const int CodeLength = 60;

    private Need()
    {
    }

    /// <summary>Stands in its address from its publication on, <c>meiyuan-2026-3</c>; never changes.</summary>
    public string? Slug { get; private set; }
    public string AreaCode { get; private set; } = string.Empty;
    public string Category { get; private set; } = string.Empty;
    public LocalizedText Title { get; private set; } = new(string.Empty);
    public LocalizedText? Who { get; private set; }
    public int? People { get; private set; }
    public LocalizedText? Lacking { get; private set; }
    public LocalizedText? Evidence { get; private set; }
    public LocalizedText? Help { get; private set; }
    public DateOnly? WishedBy { get; private set; }
    public Guid? CallId { get; private set; }

    /// <summary>The worker who began it, who must not check it as well; null for the system.</summary>
    public Guid? PostedById { get; private init; }
    public DateTime? PublishedUtc { get; private set; }

    /// <summary>What the office asks to be put right; null once it is submitted again.</summary>
    public string? ReturnReason { get; private set; }

    /// <summary>How it was met, or why it was closed; published.</summary>
    public string? Outcome { get; private set; }

    /// <summary>What <c>/search</c> compares.</summary>
    [NotAudited]
    public string SearchText { get; private set; } = string.Empty;

    /// <summary>Counts the edits; one made on an older revision is refused.</summary>
    public int Revision { get; private set; }

    public bool IsPublic => State is NeedProcess.Published or NeedProcess.Met or NeedProcess.Closed;

    public bool IsDraft => State == NeedProcess.Draft;

    public AttachmentOwner Files => FilesOf(Id);

    /// <summary>The key of the alert that is open until the office has checked it.</summary>
    public string AlertKey => $"need:{Id:N}";

    public static AttachmentOwner FilesOf(Guid id) => new("need", id);

    public static Need Begin(Guid id, NeedFacts facts, Guid? postedById)
    {
        var need = new Need { Id = id, PostedById = postedById };
        need.Describe(facts);
        need.BeginIn(NeedProcess.Draft);
        return need;
    }

    public void Describe(NeedFacts facts)
    {
        (AreaCode, Category, Title, Who, People) = (facts.AreaCode, facts.Category, facts.Title, facts.Who, facts.People);
        (Lacking, Evidence, Help, WishedBy, CallId) = (facts.Lacking, facts.Evidence, facts.Help, facts.WishedBy, facts.CallId);
        SearchText = SearchWords.Comparable(string.Join('\n', ((LocalizedText?[])[Title, Who, Lacking, Help]).SelectMany(text => (string?[])[text?.Zh, text?.En])));
    }

    public void CountEdit() => Revision++;

    public void Submitted() => ReturnReason = null;

    public void Returned(string reason) => ReturnReason = reason;

    public void Published(string slug, DateTime nowUtc) => (Slug, PublishedUtc) = (slug, nowUtc);

    public void Ended(string outcome) => Outcome = outcome;
}

/// <summary>What a file is for decides who sees it, because a picture can show a list of names.</summary>
internal static class EvidencePurpose
{
    /// <summary>For everybody, from publication on; whoever can be recognised has agreed.</summary>
    public const string Photo = "photo";

    /// <summary>For the office and the community only.</summary>
    public const string Document = "document";
}
