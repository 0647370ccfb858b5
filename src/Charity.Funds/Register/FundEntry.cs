using Charity.Funds.Contracts;
using Charity.Platform.Text;

namespace Charity.Funds.Register;

/// <summary>What is kept of every fund in memory: enough for lists, cards and for deciding about a gift.</summary>
internal sealed record FundEntry
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required LocalizedText Name { get; init; }
    public LocalizedText? Purpose { get; init; }
    public LocalizedText? Summary { get; init; }
    public required FundKind Kind { get; init; }
    public required string AreaCode { get; init; }
    public Guid? ParentId { get; init; }
    public required string Currency { get; init; }
    public required string State { get; init; }
    public DateOnly? OpenedOn { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public DateOnly? CampaignStartsOn { get; init; }
    public DateOnly? CampaignEndsOn { get; init; }
    public required long GoalMinor { get; init; }
    public required IReadOnlyList<long> PresetsMinor { get; init; }
    public required long LargeGiftMinor { get; init; }
    public string? Cover { get; init; }
    public LocalizedText? CoverAlt { get; init; }

    public bool IsPublic => State != FundProcess.Draft;

    /// <summary>Whether it is open on a day. By its days, not only by its state: who looks back at a day before the closing sees it open.</summary>
    public bool IsOpenOn(DateOnly day) => OpenedOn <= day && (State == FundProcess.Open || (State == FundProcess.Closed && day < ClosedOn));

    public bool RaisesOn(DateOnly day) => IsOpenOn(day) && CampaignStartsOn <= day && day <= CampaignEndsOn;
}
