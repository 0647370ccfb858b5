using Charity.Platform.Text;

namespace Charity.Funds.Register;

internal static class CommitteeWords
{
    /// <summary>What a seat is called: English text, the key of its translation.</summary>
    public static string Of(CommitteeRole role) => role switch
    {
        CommitteeRole.Chair => "Chair",
        CommitteeRole.Member => "Member",
        CommitteeRole.Supervisor => "Supervisor",
        _ => throw new InvalidOperationException($"Unknown role {role}."),
    };
}

internal static class PlanWords
{
    /// <summary>The nine items in the order of the law (Charity Law, article 24); the labels are English texts, the keys of their translations.</summary>
    public static IReadOnlyList<(string Label, LocalizedText? Text)> Items(CampaignPlan plan) =>
    [
        ("Purpose of the campaign", plan.Purpose),
        ("Period and region", plan.PeriodAndRegion),
        ("Person responsible and office address", plan.ResponsiblePersonAndAddress),
        ("Ways of giving", plan.WaysOfGiving),
        ("Bank account", plan.BankAccount),
        ("Beneficiaries", plan.Beneficiaries),
        ("Use of the money", plan.UseOfFunds),
        ("Cost of fundraising", plan.FundraisingCost),
        ("Money left over", plan.LeftoverTreatment),
    ];
}
