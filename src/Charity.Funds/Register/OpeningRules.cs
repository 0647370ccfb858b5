using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Funds.Register;

/// <summary>
/// What must be there before a fund may ask the public for money (Charity Law, articles 22 to 26; the usual rules for community
/// funds). Every missing thing is said, each with a code of its own.
/// </summary>
internal static class OpeningRules
{
    /// <summary>The guard of every way to <see cref="FundProcess.Open"/>.</summary>
    public static async Task<Failure?> FundMustBeReady(Fund fund, IServiceProvider services, CancellationToken cancellationToken)
    {
        var missing = await services.GetRequiredService<FundReadiness>().MissingToOpenAsync(fund, cancellationToken);
        return missing.Count == 0
            ? null
            : Failure.Invalid("fund_not_ready", "The fund cannot open yet. Still missing: {0}.", missing.Count) with { Fields = missing };
    }

    /// <summary>What is missing whatever the day; an open fund never lacks any of it.</summary>
    public static IEnumerable<FieldFailure> Missing(Fund fund, CharityProfile? charity, FundSettings settings) =>
    [
        .. CharityMustHoldCertificate(charity),
        .. FundMustTellItsStory(fund),
        .. MicroFundMustHaveParent(fund),
        .. CommitteeMustBeSound(fund.Committee, settings.CommitteeMinimum),
        .. CampaignMustBeComplete(fund.Campaign),
    ];

    /// <summary>What is there but not on this day: an expired certificate, a campaign that is over.</summary>
    public static IEnumerable<FieldFailure> Untimely(Fund fund, CharityProfile? charity, DateOnly today)
    {
        if (charity?.Qualification is { } qualification && !qualification.IsValidOn(today))
        {
            yield return new("Certificate", "certificate_not_valid", "The charity's certificate for public fundraising is not valid today; it is valid until {0}.", qualification.ValidUntil);
        }

        if (fund.Campaign?.EndsOn is { } end && end < today)
        {
            yield return new("EndsOn", "campaign_over", "The campaign is over since {0}: file a new plan with a later end.", end);
        }
    }

    private static IEnumerable<FieldFailure> CharityMustHoldCertificate(CharityProfile? charity)
    {
        if (charity?.Qualification is null)
        {
            yield return new("Certificate", "certificate_missing", "The charity's certificate for public fundraising has not been entered.");
        }
    }

    private static IEnumerable<FieldFailure> FundMustTellItsStory(Fund fund) => Pick(
        (IsMissing(fund.Purpose), new("Purpose", "purpose_missing", "The fund's purpose is missing.")),
        (IsMissing(fund.Story), new("Story", "story_missing", "The fund's story is missing.")),
        (string.IsNullOrWhiteSpace(fund.Cover), new("Cover", "cover_missing", "The cover picture is missing.")));

    private static IEnumerable<FieldFailure> MicroFundMustHaveParent(Fund fund) => Pick(
        (fund.Kind == FundKind.Micro && fund.ParentId is null, new("ParentSlug", "parent_missing", "A micro-fund stands under a fund; it names none.")));

    /// <summary>Five or more, an odd number so that votes decide, unpaid, with somebody who watches.</summary>
    public static IEnumerable<FieldFailure> CommitteeMustBeSound(IReadOnlyList<CommitteeMember> committee, int minimum) => Pick(
        (committee.Count < minimum, new("Committee", "committee_too_small", "The committee needs at least {0} members; it has {1}.", minimum, committee.Count)),
        (committee.Count % 2 == 0, new("Committee", "committee_even", "The committee needs an odd number of members; it has {0}.", committee.Count)),
        (committee.All(member => member.Role != CommitteeRole.Supervisor), new("Committee", "committee_without_supervisor", "The committee needs at least one supervisor.")));

    private static IEnumerable<FieldFailure> CampaignMustBeComplete(Campaign? campaign)
    {
        var plan = campaign?.Plan ?? CampaignPlan.Empty;
        return
        [
            .. Pick(
                (string.IsNullOrWhiteSpace(campaign?.FilingNumber), new("FilingNumber", "filing_number_missing", "The campaign's filing number is missing.")),
                (campaign?.StartsOn is null || campaign.EndsOn is null, new("StartsOn", "campaign_days_missing", "The first and the last day of the campaign are missing.")),
                (IsMissing(plan.Purpose), new("Plan.Purpose", "plan_purpose_missing", "The plan does not say the purpose of the campaign.")),
                (IsMissing(plan.PeriodAndRegion), new("Plan.PeriodAndRegion", "plan_period_missing", "The plan does not say when and where money is raised.")),
                (IsMissing(plan.ResponsiblePersonAndAddress), new("Plan.ResponsiblePersonAndAddress", "plan_responsible_missing", "The plan does not name the person responsible and the office address.")),
                (IsMissing(plan.WaysOfGiving), new("Plan.WaysOfGiving", "plan_ways_missing", "The plan does not say how gifts can be made.")),
                (IsMissing(plan.BankAccount), new("Plan.BankAccount", "plan_bank_account_missing", "The plan does not name the bank account.")),
                (IsMissing(plan.Beneficiaries), new("Plan.Beneficiaries", "plan_beneficiaries_missing", "The plan does not say who is helped.")),
                (IsMissing(plan.UseOfFunds), new("Plan.UseOfFunds", "plan_use_missing", "The plan does not say what the money is used for.")),
                (IsMissing(plan.FundraisingCost), new("Plan.FundraisingCost", "plan_cost_missing", "The plan does not say what raising the money costs.")),
                (IsMissing(plan.LeftoverTreatment), new("Plan.LeftoverTreatment", "plan_leftover_missing", "The plan does not say what happens to money left over.")),
                (IsMissing(campaign?.PlatformName), new("PlatformName", "platform_missing", "The designated platform is missing.")),
                (!IsSafeAddress(campaign?.PlatformUrl), new("PlatformUrl", "platform_link_missing", "The link to the campaign on the designated platform is missing or does not begin with https://."))),
            .. (campaign?.Partners ?? []).SelectMany(PartnerMustBeAssessedAndBound),
        ];
    }

    private static IEnumerable<FieldFailure> PartnerMustBeAssessedAndBound(CampaignPartner partner) => Pick(
        (partner.AssessedOn is null, new("Partners", "partner_not_assessed", "The partner {0} has not been assessed.", partner.Name)),
        (partner.AgreementOn is null, new("Partners", "partner_agreement_missing", "There is no agreement with the partner {0}.", partner.Name)));

    private static IEnumerable<FieldFailure> Pick(params (bool Applies, FieldFailure Failure)[] failures) =>
        failures.Where(failure => failure.Applies).Select(failure => failure.Failure);

    private static bool IsMissing(LocalizedText? text) => string.IsNullOrWhiteSpace(text?.Zh);

    private static bool IsSafeAddress(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;
}

/// <summary>Asks <see cref="OpeningRules"/> with what the site knows today.</summary>
internal sealed class FundReadiness(ICharityProfile charity, ISettingsStore settings, SiteTime time)
{
    /// <summary>Everything that keeps the fund from opening today.</summary>
    public async Task<IReadOnlyList<FieldFailure>> MissingToOpenAsync(Fund fund, CancellationToken cancellationToken)
    {
        var profile = await charity.GetAsync(cancellationToken);
        return [.. OpeningRules.Missing(fund, profile, await settings.GetAsync<FundSettings>(cancellationToken)), .. OpeningRules.Untimely(fund, profile, time.Today)];
    }

    /// <summary>Why an edit may not be saved: an open fund has told the public these things and may not lose them.</summary>
    public async Task<Failure?> RefuseToLoseAsync(Fund fund, CancellationToken cancellationToken)
    {
        if (fund.State != FundProcess.Open)
        {
            return null;
        }

        var lost = OpeningRules.Missing(fund, await charity.GetAsync(cancellationToken), await settings.GetAsync<FundSettings>(cancellationToken)).ToList();
        return lost.Count == 0
            ? null
            : Failure.Invalid("open_fund_incomplete", "The fund is open and must stay complete. Suspend it first, or put back what is missing.") with { Fields = lost };
    }
}
