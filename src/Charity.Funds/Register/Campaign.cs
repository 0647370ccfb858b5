using Charity.Platform.Audit;
using Charity.Platform.Text;

namespace Charity.Funds.Register;

/// <summary>The nine items of a campaign plan (Charity Law, article 24).</summary>
internal sealed record CampaignPlan(
    LocalizedText? Purpose,
    LocalizedText? PeriodAndRegion,
    LocalizedText? ResponsiblePersonAndAddress,
    LocalizedText? WaysOfGiving,
    LocalizedText? BankAccount,
    LocalizedText? Beneficiaries,
    LocalizedText? UseOfFunds,
    LocalizedText? FundraisingCost,
    LocalizedText? LeftoverTreatment)
{
    public static CampaignPlan Empty { get; } = new(null, null, null, null, null, null, null, null, null);
}

/// <summary>An organisation that raises together with the charity. The charity assesses it and signs an agreement with it (Charity Law, article 26).</summary>
internal sealed record CampaignPartner(LocalizedText Name, DateOnly? AssessedOn, DateOnly? AgreementOn);

internal sealed record CampaignDetails(
    string? FilingNumber,
    LocalizedText? Title,
    DateOnly? StartsOn,
    DateOnly? EndsOn,
    CampaignPlan Plan,
    LocalizedText? PlatformName,
    string? PlatformUrl,
    IReadOnlyList<CampaignPartner> Partners);

/// <summary>The filed public fundraising campaign of a fund, one per fund.</summary>
[Audited]
internal sealed class Campaign
{
    private Campaign()
    {
    }

    internal Campaign(Guid fundId) => FundId = fundId;

    public Guid FundId { get; private init; }

    /// <summary>The number under which the plan was filed with the civil affairs authority.</summary>
    public string? FilingNumber { get; private set; }
    public LocalizedText? Title { get; private set; }
    public DateOnly? StartsOn { get; private set; }

    /// <summary>The last day.</summary>
    public DateOnly? EndsOn { get; private set; }
    public LocalizedText? PlanPurpose { get; private set; }
    public LocalizedText? PlanPeriodAndRegion { get; private set; }
    public LocalizedText? PlanResponsiblePersonAndAddress { get; private set; }
    public LocalizedText? PlanWaysOfGiving { get; private set; }
    public LocalizedText? PlanBankAccount { get; private set; }
    public LocalizedText? PlanBeneficiaries { get; private set; }
    public LocalizedText? PlanUseOfFunds { get; private set; }
    public LocalizedText? PlanFundraisingCost { get; private set; }
    public LocalizedText? PlanLeftoverTreatment { get; private set; }

    /// <summary>The designated platform of public fundraising the campaign also runs on, and its page there.</summary>
    public LocalizedText? PlatformName { get; private set; }
    public string? PlatformUrl { get; private set; }
    public IReadOnlyList<CampaignPartner> Partners { get; private set; } = [];

    public CampaignPlan Plan => new(
        PlanPurpose, PlanPeriodAndRegion, PlanResponsiblePersonAndAddress, PlanWaysOfGiving, PlanBankAccount, PlanBeneficiaries, PlanUseOfFunds,
        PlanFundraisingCost, PlanLeftoverTreatment);

    public CampaignDetails Details => new(FilingNumber, Title, StartsOn, EndsOn, Plan, PlatformName, PlatformUrl, Partners);

    public void Describe(CampaignDetails details)
    {
        FilingNumber = details.FilingNumber;
        Title = details.Title;
        StartsOn = details.StartsOn;
        EndsOn = details.EndsOn;
        PlanPurpose = details.Plan.Purpose;
        PlanPeriodAndRegion = details.Plan.PeriodAndRegion;
        PlanResponsiblePersonAndAddress = details.Plan.ResponsiblePersonAndAddress;
        PlanWaysOfGiving = details.Plan.WaysOfGiving;
        PlanBankAccount = details.Plan.BankAccount;
        PlanBeneficiaries = details.Plan.Beneficiaries;
        PlanUseOfFunds = details.Plan.UseOfFunds;
        PlanFundraisingCost = details.Plan.FundraisingCost;
        PlanLeftoverTreatment = details.Plan.LeftoverTreatment;
        PlatformName = details.PlatformName;
        PlatformUrl = details.PlatformUrl;
        if (!Partners.SequenceEqual(details.Partners))
        {
            Partners = details.Partners;
        }
    }
}
