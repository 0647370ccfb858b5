using Charity.Disbursements.Requests;
using Charity.Platform.Requests;

namespace Charity.Disbursements.Approvals;

/// <summary>Somebody has to approve.</summary>
/// <param name="Permission">What they need.</param>
internal sealed record ApprovalStep(string Permission);

/// <summary>Who has to approve a payment, one after the other, each another person.</summary>
internal sealed record ApprovalRule(IReadOnlyList<ApprovalStep> Steps);

/// <summary>Payments up to an amount.</summary>
/// <param name="UpToMinor">Inclusive, in minor units; null without a limit.</param>
/// <param name="Kind">Only of this kind; null for kinds that have no tiers of their own.</param>
internal sealed record ApprovalTier(long? UpToMinor, IReadOnlyList<ApprovalStep> Steps, PaymentKind? Kind = null);

/// <summary>Who approves what (审批权限). The local rule differs from place to place; this is a usual one.</summary>
internal sealed record ApprovalSettings
{
    public static Failure NoRule => Failure.Unavailable("no_approval_rule", "The charity has not settled who approves a payment of this size. Nothing was requested; please tell the bureau.");

    /// <summary>In the order of their amounts.</summary>
    public IReadOnlyList<ApprovalTier> Tiers { get; init; } =
    [
        new(10_000_00, [new(Permissions.ApprovePayments)]),
        new(100_000_00, [new(Permissions.ApprovePayments), new(Permissions.ApprovePayments)]),
        new(null, [new(Permissions.ApprovePayments), new(Permissions.ApprovePayments), new(Permissions.ApproveLargePayments)]),

        // A list of many people is more than one person overlooks, however small its sum.
        new(null, [new(Permissions.ApprovePayments), new(Permissions.ApproveLargePayments)], PaymentKind.Aid),
    ];

    /// <summary>A request that nobody has decided about after so many days lapses, and is asked for again.</summary>
    public int DaysToDecide { get; init; } = 30;

    /// <summary>Null when no tier takes the amount, or the one that does asks nobody: then nothing is paid until the settings are put right.</summary>
    public ApprovalRule? RuleFor(PaymentKind kind, long amountMinor)
    {
        var own = Tiers.Where(tier => tier.Kind == kind).ToList();
        return (own.Count > 0 ? own : [.. Tiers.Where(tier => tier.Kind is null)]).Find(tier => tier.UpToMinor is null || amountMinor <= tier.UpToMinor) is { Steps.Count: > 0 } tier
            && tier.Steps.All(step => step.Permission.Length > 0)
                ? new ApprovalRule(tier.Steps)
                : null;
    }
}
