using Charity.Funds.Contracts;
using Charity.Funds.Register;
using Charity.Organisations.Contracts;
using Charity.Platform.Text;

namespace Charity.Tests.Funds;

/// <summary>Every thing that can be missing is said, by itself.</summary>
public sealed class OpeningRulesTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly LocalizedText Text = new("有");
    private static readonly CampaignPlan FullPlan = new(Text, Text, Text, Text, Text, Text, Text, Text, Text);
    private static readonly CampaignDetails FullCampaign = new("A1", Text, new DateOnly(2026, 1, 1), new DateOnly(2026, 11, 22), FullPlan, Text, "https://platform.example/1", []);
    private static readonly FundDescription FullTexts = new(Text, Text, Text, Text, "funds/a.svg", Text, 0, [1000], 500000, FeeBearer.Fund);
    private static readonly CharityProfile Charity = new(
        Text, "51990101MJDEM02682", "陆承安", new FundraisingQualification("1", Text, new DateOnly(2024, 1, 1), new DateOnly(2026, 11, 22)), Text, "1", "a@b.example", Text, "1", "1", "1", Text);

    private static readonly Dictionary<string, Func<IReadOnlyList<string>>> Cases = new(StringComparer.Ordinal)
    {
        ["certificate_missing"] = () => Missing(charity: Charity with { Qualification = null }),
        ["purpose_missing"] = () => Missing(texts: FullTexts with { Purpose = null }),
        ["story_missing"] = () => Missing(texts: FullTexts with { Story = new LocalizedText(" ") }),
        ["cover_missing"] = () => Missing(texts: FullTexts with { Cover = null }),
        ["parent_missing"] = () => Missing(kind: FundKind.Micro),
        ["committee_without_supervisor"] = () => Missing(seats: Seats(5, supervisors: 0)),
        ["committee_even"] = () => Missing(seats: Seats(6)),
        ["committee_too_small"] = () => Missing(seats: Seats(3)),
        ["filing_number_missing"] = () => Missing(campaign: FullCampaign with { FilingNumber = " " }),
        ["campaign_days_missing"] = () => Missing(campaign: FullCampaign with { StartsOn = null }),
        ["campaign_over"] = () => Missing(campaign: FullCampaign with { EndsOn = Today.AddDays(-1) }),
        ["certificate_not_valid"] = () => Missing(charity: Charity with { Qualification = Charity.Qualification! with { ValidUntil = Today.AddDays(-1) } }),
        ["plan_purpose_missing"] = () => WithPlan(FullPlan with { Purpose = null }),
        ["plan_period_missing"] = () => WithPlan(FullPlan with { PeriodAndRegion = null }),
        ["plan_responsible_missing"] = () => WithPlan(FullPlan with { ResponsiblePersonAndAddress = null }),
        ["plan_ways_missing"] = () => WithPlan(FullPlan with { WaysOfGiving = null }),
        ["plan_bank_account_missing"] = () => WithPlan(FullPlan with { BankAccount = null }),
        ["plan_beneficiaries_missing"] = () => WithPlan(FullPlan with { Beneficiaries = null }),
        ["plan_use_missing"] = () => WithPlan(FullPlan with { UseOfFunds = null }),
        ["plan_cost_missing"] = () => WithPlan(FullPlan with { FundraisingCost = null }),
        ["plan_leftover_missing"] = () => WithPlan(FullPlan with { LeftoverTreatment = null }),
        ["platform_missing"] = () => Missing(campaign: FullCampaign with { PlatformName = null }),
        ["platform_link_missing"] = () => Missing(campaign: FullCampaign with { PlatformUrl = "http://platform.example/1" }),
        ["partner_not_assessed"] = () => Missing(campaign: FullCampaign with { Partners = [new CampaignPartner(Text, null, Today)] }),
        ["partner_agreement_missing"] = () => Missing(campaign: FullCampaign with { Partners = [new CampaignPartner(Text, Today, null)] }),
    };

    public static TheoryData<string> Codes => [.. Cases.Keys];

    [Fact]
    public void Missing_OfCompleteFund_IsNothing() => Assert.Empty(Missing());

    [Theory, MemberData(nameof(Codes))]
    public void Missing_WithOneThingGone_NamesExactlyThat(string code) => Assert.Equal([code], Cases[code]());

    [Fact]
    public void Missing_OfEmptyDraft_NamesEverythingAtOnce()
    {
        var draft = Fund.Create("draft", FundKind.Community, "meiyuan", null, Text, TimeProvider.System);

        var missing = OpeningRules.Missing(draft, null, new FundSettings()).Select(item => item.Code).ToList();

        Assert.Equal(
            Cases.Keys.Except(["parent_missing", "campaign_over", "certificate_not_valid", "partner_not_assessed", "partner_agreement_missing"]).Order(StringComparer.Ordinal),
            missing.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Missing_WithLargerCommitteeDemandedBySettings_FollowsThem()
    {
        var fund = Complete(FullTexts, FullCampaign, Seats(5), FundKind.Community);

        var missing = OpeningRules.Missing(fund, Charity, new FundSettings { CommitteeMinimum = 7 }).Select(item => item.Code);

        Assert.Equal(["committee_too_small"], missing);
    }

    private static IReadOnlyList<string> WithPlan(CampaignPlan plan) => Missing(campaign: FullCampaign with { Plan = plan });

    private static IReadOnlyList<string> Missing(
        FundDescription? texts = null, CampaignDetails? campaign = null, IReadOnlyList<CommitteeSeat>? seats = null, FundKind kind = FundKind.Community, CharityProfile? charity = null)
    {
        var fund = Complete(texts ?? FullTexts, campaign ?? FullCampaign, seats ?? Seats(5), kind);
        return [.. OpeningRules.Missing(fund, charity ?? Charity, new FundSettings()).Concat(OpeningRules.Untimely(fund, charity ?? Charity, Today)).Select(item => item.Code)];
    }

    private static Fund Complete(FundDescription texts, CampaignDetails campaign, IReadOnlyList<CommitteeSeat> seats, FundKind kind)
    {
        var fund = Fund.Create("complete", kind, "meiyuan", null, Text, TimeProvider.System);
        fund.Describe(texts);
        fund.Plan(campaign);
        fund.Seat(seats, TimeProvider.System);
        return fund;
    }

    private static List<CommitteeSeat> Seats(int count, int supervisors = 1) =>
        [.. Enumerable.Range(0, count).Select(number => new CommitteeSeat($"成员{number}", number < supervisors ? CommitteeRole.Supervisor : CommitteeRole.Member, null))];
}
