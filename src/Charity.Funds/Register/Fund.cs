using System.Text.RegularExpressions;
using Charity.Funds.Contracts;
using Charity.Ledger.Contracts;
using Charity.Platform.Audit;
using Charity.Platform.Text;
using Charity.Platform.Workflow;

namespace Charity.Funds.Register;

/// <summary>Who pays the payment provider's fee.</summary>
internal enum FeeBearer
{
    Fund,
    Charity,
}

/// <summary>
/// A community fund: a sub-ledger of the charity with a purpose, a place and people who watch over it. It has no bank account and
/// no legal personality of its own. Its state moves by <see cref="FundProcess"/>; what it needs before it may raise money is in
/// <see cref="OpeningRules"/>.
/// </summary>
[Audited]
internal sealed partial class Fund : WorkflowInstance
{
    public const int SlugLength = 60;
    private readonly List<CommitteeMember> _committee = [];
    private readonly List<FundUse> _uses = [];
    private readonly List<FundDocument> _documents = [];

    private Fund()
    {
    }

    /// <summary>Stands in addresses and account codes; never changes.</summary>
    public string Slug { get; private init; } = string.Empty;

    public FundKind Kind { get; private init; }

    /// <summary>The code of the area it belongs to; decides who of the staff looks after it.</summary>
    public string AreaCode { get; private init; } = string.Empty;

    /// <summary>The fund a micro-fund stands under.</summary>
    public Guid? ParentId { get; private init; }

    public string Currency { get; private init; } = Money.Yuan;

    public LocalizedText Name { get; private set; } = new(string.Empty);
    public LocalizedText? Purpose { get; private set; }
    public LocalizedText? Summary { get; private set; }

    /// <summary>Markdown without HTML.</summary>
    public LocalizedText? Story { get; private set; }

    /// <summary>A media path.</summary>
    public string? Cover { get; private set; }
    public LocalizedText? CoverAlt { get; private set; }

    /// <summary>Minor units; 0 when there is no goal.</summary>
    public long GoalMinor { get; private set; }

    public IReadOnlyList<long> PresetsMinor { get; private set; } = [];

    /// <summary>From this amount on, the donor is asked to confirm.</summary>
    public long LargeGiftMinor { get; private set; }

    public FeeBearer FeeBornBy { get; private set; }

    /// <summary>The day it first opened.</summary>
    public DateOnly? OpenedOn { get; private set; }

    /// <summary>The first day it was closed; null while it is not.</summary>
    public DateOnly? ClosedOn { get; private set; }

    /// <summary>Counts the edits, as <see cref="WorkflowInstance.Version"/> counts the moves: an edit made on an older revision is refused.</summary>
    public int Revision { get; private set; }

    public Campaign? Campaign { get; private set; }
    public IReadOnlyList<CommitteeMember> Committee => _committee;
    public IReadOnlyList<FundUse> Uses => _uses;
    public IReadOnlyList<FundDocument> Documents => _documents;

    public static Fund Create(string slug, FundKind kind, string areaCode, Guid? parentId, LocalizedText name, TimeProvider clock)
    {
        if (!IsSlug(slug))
        {
            throw new ArgumentException($"{slug} is not a slug.", nameof(slug));
        }

        var fund = new Fund { Id = Guid.CreateVersion7(clock.GetUtcNow()), Slug = slug, Kind = kind, AreaCode = areaCode, ParentId = parentId, Name = name };
        fund.BeginIn(FundProcess.Draft);
        return fund;
    }

    /// <summary>Also false for the name that the charity's own administration has in the books.</summary>
    public static bool IsSlug(string? text) => text is { Length: > 0 and <= SlugLength } and not AccountCodes.OperatingFund && SlugPattern().IsMatch(text);

    public void Describe(FundDescription description)
    {
        Name = description.Name;
        Purpose = description.Purpose;
        Summary = description.Summary;
        Story = description.Story;
        Cover = description.Cover;
        CoverAlt = description.CoverAlt;
        GoalMinor = description.GoalMinor;
        PresetsMinor = description.PresetsMinor;
        LargeGiftMinor = description.LargeGiftMinor;
        FeeBornBy = description.FeeBornBy;
    }

    public void Plan(CampaignDetails details)
    {
        Campaign ??= new Campaign(Id);
        Campaign.Describe(details);
    }

    public void Seat(IReadOnlyList<CommitteeSeat> seats, TimeProvider clock)
    {
        if (_committee.OrderBy(member => member.Position).Select(member => member.Seat).SequenceEqual(seats))
        {
            return;
        }

        _committee.Clear();
        _committee.AddRange(seats.Select((seat, position) => new CommitteeMember(Guid.CreateVersion7(clock.GetUtcNow()), Id, position, seat)));
    }

    public FundUse Tell(UseDetails details, TimeProvider clock)
    {
        var use = new FundUse(Guid.CreateVersion7(clock.GetUtcNow()), Id);
        use.Describe(details);
        _uses.Add(use);
        return use;
    }

    public void Withdraw(FundUse use) => _uses.Remove(use);

    public FundDocument Attach(LocalizedText title, string path, DateOnly on, TimeProvider clock)
    {
        var document = new FundDocument(Guid.CreateVersion7(clock.GetUtcNow()), Id, title, path, on);
        _documents.Add(document);
        return document;
    }

    public void Detach(FundDocument document) => _documents.Remove(document);

    /// <summary>Counts an edit. Every request that changes something but the state calls it once.</summary>
    public void CountEdit() => Revision++;

    /// <summary>Keeps the days that belong to the state it has just moved to.</summary>
    public void KeepDays(DateOnly today)
    {
        switch (State)
        {
            case FundProcess.Open:
                OpenedOn ??= today;
                ClosedOn = null;
                break;
            case FundProcess.Closed:
                ClosedOn = today;
                break;
        }
    }

    [GeneratedRegex("^[a-z0-9]+(?:-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex SlugPattern();
}

/// <summary>What a fund says of itself and how it takes gifts.</summary>
internal sealed record FundDescription(
    LocalizedText Name,
    LocalizedText? Purpose,
    LocalizedText? Summary,
    LocalizedText? Story,
    string? Cover,
    LocalizedText? CoverAlt,
    long GoalMinor,
    IReadOnlyList<long> PresetsMinor,
    long LargeGiftMinor,
    FeeBearer FeeBornBy);
