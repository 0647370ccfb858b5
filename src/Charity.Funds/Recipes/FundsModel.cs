using Charity.Funds.Contracts;
using Charity.Funds.Register;
using Charity.Platform.Text;

namespace Charity.Funds.Recipes;

internal enum FundStatus
{
    Draft,
    Open,
    Closed,
}

/// <summary>The step <c>Funds</c> as a recipe writes it.</summary>
internal sealed record FundsModel
{
    public required IReadOnlyList<FundModel> Funds { get; init; }
}

internal sealed record FundModel
{
    public required string Slug { get; init; }
    public required LocalizedText Name { get; init; }
    public required FundKind Kind { get; init; }
    public required string AreaCode { get; init; }

    /// <summary>The fund a micro-fund stands under; it comes before it.</summary>
    public string? ParentSlug { get; init; }
    public LocalizedText? Purpose { get; init; }
    public LocalizedText? Summary { get; init; }
    public LocalizedText? Story { get; init; }
    public string? Cover { get; init; }
    public LocalizedText? CoverAlt { get; init; }
    public long GoalMinor { get; init; }
    public IReadOnlyList<long> PresetsMinor { get; init; } = [1000, 5000, 10000, 20000];
    public FeeBearer FeeBornBy { get; init; }
    public FundStatus Status { get; init; }

    /// <summary>Today when missing.</summary>
    public DateOnly? OpenedOn { get; init; }
    public IReadOnlyList<SeatModel> Committee { get; init; } = [];
    public long LargeGiftConfirmMinor { get; init; } = 500000;
    public CampaignModel? Campaign { get; init; }
    public IReadOnlyList<UseModel> Uses { get; init; } = [];
}

internal sealed record SeatModel(string Name, CommitteeRole Role, LocalizedText? Represents = null);

internal sealed record CampaignModel
{
    public string? FilingNumber { get; init; }
    public LocalizedText? Title { get; init; }
    public DateOnly? StartsOn { get; init; }
    public DateOnly? EndsOn { get; init; }
    public CampaignPlan? Plan { get; init; }
    public PlatformModel? Platform { get; init; }
    public IReadOnlyList<PartnerModel> Partners { get; init; } = [];
}

internal sealed record PlatformModel(LocalizedText Name, string Url);

internal sealed record PartnerModel(LocalizedText Name, DateOnly? AssessedOn = null, DateOnly? AgreementOn = null);

internal sealed record UseModel(DateOnly On, LocalizedText Title, LocalizedText Text, long? AmountMinor = null);
