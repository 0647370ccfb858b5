using Charity.Platform.Audit;
using Charity.Platform.Files;
using Charity.Platform.Text;
using Charity.Platform.Workflow;

namespace Charity.Ventures.Wishes;

/// <summary>What a worker writes of a wish.</summary>
/// <param name="Who">Who wishes it, unnamed: 独居老人，78 岁.</param>
/// <param name="What">What is wished, a few words.</param>
/// <param name="Why">What it is for.</param>
/// <param name="ValueMinor">Roughly what it costs.</param>
/// <param name="Contact">The worker's office with its telephone; only whoever took the wish on sees it.</param>
/// <param name="Handover">Where and when to bring it; only whoever took the wish on sees it.</param>
internal sealed record WishFacts(
    string AreaCode, LocalizedText Who, LocalizedText What, LocalizedText? Why, long ValueMinor, string Currency, DateOnly? WishedBy, string Contact, string Handover);

/// <summary>
/// A micro-wish (微心愿): a small thing for somebody who stays unnamed. Its state moves by <see cref="WishProcess"/>. No money passes
/// through the site: whoever takes a wish on brings the thing itself.
/// </summary>
[Audited]
internal sealed class Wish : WorkflowInstance
{
    public const int WhoLength = 40;
    public const int WhatLength = 40;
    public const int WhyLength = 300;
    public const int ContactLength = 200;
    public const int HandoverLength = 300;
    public const int SentenceLength = 300;
    private readonly List<WishClaim> _claims = [];

    private Wish()
    {
    }

    /// <summary>Stands in its address from its publication on, <c>meiyuan-2026-12</c>; never changes.</summary>
    public string? Slug { get; private set; }
    public string AreaCode { get; private set; } = string.Empty;
    public LocalizedText Who { get; private set; } = new(string.Empty);
    public LocalizedText What { get; private set; } = new(string.Empty);
    public LocalizedText? Why { get; private set; }
    public long ValueMinor { get; private set; }
    public string Currency { get; private set; } = string.Empty;
    public DateOnly? WishedBy { get; private set; }
    public string Contact { get; private set; } = string.Empty;
    public string Handover { get; private set; } = string.Empty;

    /// <summary>The worker who began it, who must not check it as well; null for the system.</summary>
    public Guid? PostedById { get; private init; }
    public DateTime? PublishedUtc { get; private set; }

    /// <summary>What has to be put right; null once it is submitted again.</summary>
    public string? ReturnReason { get; private set; }

    /// <summary>Why it was closed; published.</summary>
    public string? CloseReason { get; private set; }
    public DateTime? FulfilledUtc { get; private set; }

    /// <summary>A sentence about how it went; published.</summary>
    public string? Thanks { get; private set; }

    /// <summary>The photo that shows it; published.</summary>
    public Guid? PhotoId { get; private set; }

    /// <summary>Counts the edits; one made on an older revision is refused.</summary>
    public int Revision { get; private set; }

    public IReadOnlyList<WishClaim> Claims => _claims;

    /// <summary>Who has it in hand now.</summary>
    public WishClaim? OpenClaim => _claims.SingleOrDefault(claim => claim.EndedUtc is null);

    public bool IsPublic => Slug is not null && State is WishProcess.Open or WishProcess.Claimed or WishProcess.Fulfilled or WishProcess.Closed;

    public bool IsDraft => State == WishProcess.Draft;

    public AttachmentOwner Files => FilesOf(Id);

    /// <summary>One alert for all wishes of an area that wait to be checked.</summary>
    public string AlertKey => $"wishes-to-check:{AreaCode}";

    public static AttachmentOwner FilesOf(Guid id) => new("wish", id);

    public static Wish Begin(Guid id, WishFacts facts, Guid? postedById)
    {
        var wish = new Wish { Id = id, PostedById = postedById };
        wish.Describe(facts);
        wish.BeginIn(WishProcess.Draft);
        return wish;
    }

    public void Describe(WishFacts facts)
    {
        (AreaCode, Who, What, Why, ValueMinor, Currency) = (facts.AreaCode, facts.Who, facts.What, facts.Why, facts.ValueMinor, facts.Currency);
        (WishedBy, Contact, Handover) = (facts.WishedBy, facts.Contact, facts.Handover);
    }

    public void CountEdit() => Revision++;

    public void Submitted() => ReturnReason = null;

    public void Returned(string reason) => ReturnReason = reason;

    public void Published(string slug, DateTime nowUtc) => (Slug, PublishedUtc) = (slug, nowUtc);

    public void Closed(string reason) => CloseReason = reason;

    public void Claimed(WishClaim claim) => _claims.Add(claim);

    public void Fulfilled(string thanks, Guid? photoId, DateTime nowUtc) => (Thanks, PhotoId, FulfilledUtc) = (thanks, photoId, nowUtc);
}

/// <summary>How somebody's claim on a wish ended.</summary>
internal enum ClaimOutcome
{
    InHand,
    Fulfilled,
    GivenBack,
    Lapsed,

    /// <summary>The wish was closed meanwhile.</summary>
    Closed,
}

/// <summary>Who takes a wish on.</summary>
/// <param name="ShownName">What the page says once the wish is fulfilled; null for nobody's name.</param>
/// <param name="Contact">Where the worker reaches them.</param>
internal sealed record Claimer(Guid PersonId, Guid? OrganisationId, string? ShownName, string Contact);

/// <summary>Somebody took a wish on. A wish has one open claim at most; the database holds that.</summary>
[Audited]
internal sealed class WishClaim
{
    public const int NameLength = 60;
    public const int ContactLength = 100;

    private WishClaim()
    {
    }

    public Guid Id { get; private init; }
    public Guid WishId { get; private init; }

    /// <summary>Null once the person is erased.</summary>
    [NotAudited]
    public Guid? ClaimerId { get; private set; }

    /// <summary>The organisation they did it for.</summary>
    public Guid? OrganisationId { get; private init; }

    [NotAudited]
    public string? ShownName { get; private set; }

    [NotAudited]
    public string? Contact { get; private set; }
    public DateTime ClaimedUtc { get; private init; }

    /// <summary>From then on the wish is open again.</summary>
    public DateTime DueUtc { get; private init; }
    public DateTime? EndedUtc { get; private set; }
    public ClaimOutcome Outcome { get; private set; }

    public static WishClaim Of(Guid wishId, Claimer claimer, DateTime dueUtc, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        WishId = wishId,
        ClaimerId = claimer.PersonId,
        OrganisationId = claimer.OrganisationId,
        ShownName = claimer.ShownName,
        Contact = claimer.Contact,
        ClaimedUtc = now.UtcDateTime,
        DueUtc = dueUtc,
    };

    public void End(ClaimOutcome outcome, DateTime nowUtc) => (Outcome, EndedUtc) = (outcome, nowUtc);

    /// <summary>The organisation's name is not the person's, and stays.</summary>
    public void ForgetPerson() => (ClaimerId, ShownName, Contact) = (null, OrganisationId is null ? null : ShownName, null);

    /// <summary>The keys of all mails about this claim begin with it.</summary>
    public string MailKey(string what) => FormattableString.Invariant($"wish-claim:{Id:N}:{what}");
}

/// <summary>How many wishes of an area were fulfilled in a year; counted when it happens, so that no page ever counts wishes.</summary>
internal sealed class WishFigure
{
    public required int Year { get; init; }
    public required string AreaCode { get; init; }
    public int Fulfilled { get; private set; }

    public void CountOne() => Fulfilled++;
}
